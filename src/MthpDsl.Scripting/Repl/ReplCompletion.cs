using System.Collections.Immutable;

namespace MthpDsl.Scripting.Repl;

/// <summary>What can stand at a place of an input.</summary>
/// <param name="Start">Where the word begins that it replaces, in UTF-16 units.</param>
/// <param name="Items">The words, sorted; empty where nothing fits.</param>
public sealed record ReplCompletion(int Start, ImmutableArray<string> Items);
