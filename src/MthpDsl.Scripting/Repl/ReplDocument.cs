using System.Collections.Immutable;
using MthpDsl.Language;
using MthpDsl.Scenarios;

namespace MthpDsl.Scripting.Repl;

/// <summary>The history of a session: a scenario that grows, one top-level statement an entry.</summary>
/// <param name="Entries">What was done, oldest first.</param>
/// <param name="Kernel">The kernel model the user asked for; null for the scenario's own.</param>
/// <param name="Path">The file it was loaded from, which includes are relative to.</param>
internal sealed record ReplDocument(ImmutableArray<ReplEntry> Entries, string? Kernel, string Path)
{
    /// <summary>Nothing was done.</summary>
    public static ReplDocument Empty { get; } = new([], null, "session.mthp");

    /// <summary>The scenario as text.</summary>
    public string Text => string.Concat(Entries.Select(entry => entry.Text + "\n"));

    /// <summary>With one thing more.</summary>
    public ReplDocument Add(ReplEntry entry) => this with { Entries = Entries.Add(entry) };

    /// <summary>Binds the scenario; of an entry its statement is that of the same index.</summary>
    public BoundScenario Bind() => Bind("");

    /// <summary>Binds the scenario with what may be added to it.</summary>
    public BoundScenario Bind(string more) => ScenarioFile.Bind(
        SourceText.From(Text + more, Path), new RunOptions { Kernel = Kernel });
}
