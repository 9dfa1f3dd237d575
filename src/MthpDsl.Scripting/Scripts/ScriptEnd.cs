namespace MthpDsl.Scripting.Scripts;

/// <summary>How a script ended.</summary>
/// <param name="IsOk">It compiled and threw nothing.</param>
/// <param name="ExitCode">The number that its last expression gave, or 0.</param>
/// <param name="Messages">What the compiler said, or the exception: each with file, line and column.</param>
public sealed record ScriptEnd(bool IsOk, int ExitCode, IReadOnlyList<string> Messages);
