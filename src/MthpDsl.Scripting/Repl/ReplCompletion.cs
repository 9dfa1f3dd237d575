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
    /// <summary>A blank follows the word that is chosen: it is of the language, and no name that a range may follow.</summary>
    public bool EndsWithBlank { get; init; }
}
