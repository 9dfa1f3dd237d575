using System.Collections.Immutable;

namespace MthpDsl.Scripting.Repl;

/// <summary>What can stand at a place of an input.</summary>
/// <param name="Start">Where the word begins that it replaces, in UTF-16 units.</param>
/// <param name="Items">The words, sorted; empty where nothing fits.</param>
/// <example>
/// <code>
/// using var session = new ReplSession();
/// ReplCompletion completion = session.Complete("madv", 4);
/// Console.WriteLine(completion.Items.Single()); // madvise
/// </code>
/// </example>
public sealed record ReplCompletion(int Start, ImmutableArray<string> Items)
{
    /// <summary>The words begin a statement or are commands: a blank follows the one that is chosen.</summary>
    public bool IsKeyword { get; init; }
}
