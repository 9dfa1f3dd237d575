namespace MthpDsl.Scripting.Scripts;

/// <summary>How a script ended.</summary>
/// <param name="IsOk">It compiled and threw nothing.</param>
/// <param name="ExitCode">The number that its last expression gave, or 0.</param>
/// <param name="Messages">What the compiler said, or the exception: each with file, line and column.</param>
/// <example>
/// <code>
/// ScriptEnd end = CSharpScriptFile.Run("nowhere", "lab.csx", []);
/// Console.WriteLine(end.Messages[0]); // lab.csx(1,1): error CS0103: The name 'nowhere' does not exist in the current context
/// </code>
/// </example>
public sealed record ScriptEnd(bool IsOk, int ExitCode, IReadOnlyList<string> Messages);
