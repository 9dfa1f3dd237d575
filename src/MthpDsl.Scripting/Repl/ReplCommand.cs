namespace MthpDsl.Scripting.Repl;

/// <summary>A command of the prompt.</summary>
/// <param name="Name">The word after <c>#</c>.</param>
/// <param name="Arguments">As help shows them.</param>
/// <param name="Help">What it does.</param>
/// <param name="Run">Does it.</param>
internal sealed record ReplCommand(string Name, string Arguments, string Help, Func<ReplSession, string[], CancellationToken, ReplAnswer> Run);
