using System.Collections.Immutable;
using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>
/// Values of knobs that outweigh the scenario's. Where the scenario writes just that file, its writes take the value; where it
/// only writes patterns that match, those do; where it does neither, the value is written before the first statement.
/// </summary>
/// <example>
/// <code>
/// BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("map heap 2M\nmadvise heap hugepage\nwrite heap"));
/// KnobOverrides never = KnobOverrides.For(scenario, [new("hugepages-2048kB/enabled", "never")]);
/// CaseResult result = ScenarioRunner.Run(scenario, new RunOptions { Knobs = never }).Single();
/// </code>
/// </example>
public sealed class KnobOverrides
{
    private readonly ImmutableArray<(string Path, string Value, Place Place)> _knobs;

    private KnobOverrides(ImmutableArray<(string Path, string Value, Place Place)> knobs) => _knobs = knobs;

    private enum Place
    {
        Start,
        Patterns,
        Exact,
    }

    /// <summary>The values of some paths for a scenario.</summary>
    /// <param name="scenario">Its writes are looked through, also those of included files.</param>
    /// <param name="values">Paths, perhaps with wildcards, and what is written there.</param>
    public static KnobOverrides For(BoundScenario scenario, IEnumerable<KeyValuePair<string, string>> values)
    {
        List<string> written = [];
        foreach (StatementSyntax statement in Running.ScenarioNeeds.All(scenario))
        {
            if (statement is SysfsStatement sysfs)
            {
                written.AddRange(sysfs.Writes.Items.Select(write => Pattern(write.Path)));
            }
        }

        return new KnobOverrides([.. values.Select(pair => (pair.Key, pair.Value, PlaceOf(pair.Key, written)))]);
    }

    /// <summary>The same places with other values.</summary>
    /// <param name="values">One value for each path, in their order.</param>
    internal KnobOverrides With(IReadOnlyList<string> values) =>
        new([.. _knobs.Select((knob, i) => knob with { Value = values[i] })]);

    /// <summary>Writes the values that the scenario has no place for.</summary>
    /// <returns>The path and the value that were refused, and with what; null where all were taken.</returns>
    internal (string Path, string Value, Errno Errno)? WriteFirst(Machine machine)
    {
        foreach ((string path, string value, Place place) in _knobs)
        {
            if (place == Place.Start && machine.Sysfs.Write(path, value) is var errno and not Errno.None)
            {
                return (path, value, errno);
            }
        }

        return null;
    }

    /// <summary>What a write of the scenario puts into a file instead of its own value.</summary>
    /// <param name="pattern">The path the statement writes, perhaps with wildcards.</param>
    /// <param name="file">A file it matches.</param>
    /// <param name="value">The statement's value.</param>
    internal string Instead(string pattern, string file, string value)
    {
        foreach ((string path, string swept, Place place) in _knobs)
        {
            bool here = place == Place.Patterns || (place == Place.Exact && !Simulation.Sysfs.SysfsTree.IsGlob(pattern));
            if (here && Overlaps(path, file))
            {
                value = swept;
            }
        }

        return value;
    }

    private static Place PlaceOf(string path, List<string> written)
    {
        Place place = Place.Start;
        foreach (string pattern in written)
        {
            bool isGlob = Simulation.Sysfs.SysfsTree.IsGlob(pattern);
            if (isGlob ? Overlaps(path, pattern) || Overlaps(pattern, path) : Overlaps(path, pattern))
            {
                place = isGlob && place != Place.Exact ? Place.Patterns : Place.Exact;
            }
        }

        return place;
    }

    // A brace holds an expression, whose values a loop may change: any size may be meant.
    private static string Pattern(SysfsPathSyntax path) =>
        string.Concat(path.Parts.Select(part => part.Expression is null ? part.Text : "*"));

    private static bool Overlaps(string pattern, string path)
    {
        string[] left = pattern.Split('/');
        string[] right = path.Split('/');
        return left.Length == right.Length && left.Zip(right).All(
            pair => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false));
    }
}
