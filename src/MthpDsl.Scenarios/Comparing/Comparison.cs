using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Scenarios.Comparing;

/// <summary>One case of a scenario under several kernels; the first is what the others are held against.</summary>
/// <param name="Results">A result a kernel, in the order asked for.</param>
/// <example>
/// <code>
/// Comparison comparison = Comparison.Run(ScenarioFile.Read("scenarios/seed/first.mthp"), "first.mthp", ["rfc-2024", "mainline"]).Single();
/// Console.WriteLine(comparison.Mappings().Count(mapping =&gt; mapping.AnyDiffers)); // 0
/// </code>
/// </example>
public sealed record Comparison(ImmutableArray<CaseResult> Results)
{
    /// <summary>Runs a scenario once for every kernel.</summary>
    /// <param name="text">The scenario.</param>
    /// <param name="path">What results call it.</param>
    /// <param name="kernels">Names of kernel models, at least one.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <returns>A comparison for every case of the scenario.</returns>
    public static IEnumerable<Comparison> Run(ScenarioText text, string path, IReadOnlyList<string> kernels, RunOptions? options = null)
    {
        List<List<CaseResult>> byKernel =
        [
            .. kernels.Select(kernel => ScenarioFile.Run(text, path, (options ?? new RunOptions()) with { Kernel = kernel, KeepCollapses = true }).ToList()),
        ];
        int cases = byKernel.Max(results => results.Count);
        for (int i = 0; i < cases; i++)
        {
            // A scenario that one kernel cannot read has one result there, whatever its cases are elsewhere.
            yield return new Comparison([.. byKernel.Select(results => results[Math.Min(i, results.Count - 1)])]);
        }
    }

    /// <summary>The mappings that any kernel shows, with what each shows; by snapshot, process and name.</summary>
    public IEnumerable<MappingComparison> Mappings()
    {
        var keys = Results
            .SelectMany(result => result.Snapshots)
            .SelectMany(snapshot => snapshot.Processes.SelectMany(
                process => process.Mappings.Select(mapping => (Snapshot: snapshot.Name, Process: process.Name, Mapping: mapping.Name))))
            .Distinct();
        foreach ((string snapshot, string process, string mapping) in keys)
        {
            yield return new MappingComparison(snapshot, process, mapping, [.. Results.Select(result => Find(result, snapshot, process, mapping))]);
        }
    }

    /// <summary>The counters of the last snapshot that are not zero under every kernel.</summary>
    public IEnumerable<CounterComparison> Counters()
    {
        List<Dictionary<string, long>> counters = [.. Results.Select(CountersAtTheEnd)];
        foreach (string name in counters.SelectMany(values => values.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            yield return new CounterComparison(name, [.. counters.Select(values => values.GetValueOrDefault(name))]);
        }
    }

    /// <summary>How long each lock was held for writing, in base pages copied meanwhile.</summary>
    public IEnumerable<CounterComparison> WriteHolds() => LockRows(hold => hold.HeldPages);

    /// <summary>The longest single hold for writing of each lock, in base pages copied meanwhile.</summary>
    public IEnumerable<CounterComparison> LongestWriteHolds() => LockRows(hold => hold.LongestPages);

    private IEnumerable<CounterComparison> LockRows(Func<LockHold, long> value) => Enum.GetValues<LockName>()
        .Select(name => new CounterComparison(
            name.Word(),
            [.. Results.Select(result => result.Collapses?.Locks.FirstOrDefault(hold => hold.Name == name && hold.Mode == LockMode.Write) is { } found ? value(found) : 0)]))
        .Where(row => row.Values.Any(pages => pages != 0));

    private static Dictionary<string, long> CountersAtTheEnd(CaseResult result)
    {
        if (result.Snapshots.IsEmpty)
        {
            return [];
        }

        CounterSnapshot counters = result.Snapshots[^1].Counters;
        var values = counters.Vmstat.Concat(counters.Sysfs).ToDictionary(counter => counter.Name, counter => counter.Value);
        values.Add("faults", counters.Faults);
        return values;
    }

    private static MappingSnapshot? Find(CaseResult result, string snapshot, string process, string mapping) =>
        result.Snapshots.FirstOrDefault(candidate => candidate.Name == snapshot)?
            .Processes.FirstOrDefault(candidate => candidate.Name == process)?
            .Mappings.FirstOrDefault(candidate => candidate.Name == mapping);
}

/// <summary>One mapping at one moment under every kernel.</summary>
/// <param name="Snapshot">The moment.</param>
/// <param name="Process">Whose mapping.</param>
/// <param name="Mapping">Its name.</param>
/// <param name="Layouts">What each kernel shows; null where it never came so far.</param>
/// <example>
/// <code>
/// Comparison comparison = Comparison.Run(ScenarioFile.Read("scenarios/seed/first.mthp"), "first.mthp", ["rfc-2024", "mainline"]).Single();
/// MappingComparison end = comparison.Mappings().Last();
/// Console.WriteLine($"{end.Mapping} at the {end.Snapshot}: differs {end.Differs(1)}"); // heap at the end: differs False
/// </code>
/// </example>
public sealed record MappingComparison(
    string Snapshot, string Process, string Mapping, ImmutableArray<MappingSnapshot?> Layouts)
{
    /// <summary>Whether kernel <paramref name="i"/> shows something else than the first.</summary>
    public bool Differs(int i) => !SameLayout(Layouts[0], Layouts[i]);

    /// <summary>Whether any kernel shows something else than the first.</summary>
    public bool AnyDiffers => Enumerable.Range(1, Layouts.Length - 1).Any(Differs);

    // Folio numbers are names, and addresses the machine's choice: neither is part of the picture.
    private static bool SameLayout(MappingSnapshot? left, MappingSnapshot? right) =>
        left is null || right is null ? left == right : left.Runs.Select(Shape).SequenceEqual(right.Runs.Select(Shape));

    private static LayoutRun Shape(LayoutRun run) => run with { Folio = -1, Frame = -1 };
}

/// <summary>One counter under every kernel.</summary>
/// <param name="Name">As users see it.</param>
/// <param name="Values">A value a kernel.</param>
/// <example>
/// <code>
/// Comparison comparison = Comparison.Run(ScenarioFile.Read("scenarios/seed/first.mthp"), "first.mthp", ["rfc-2024", "mainline"]).Single();
/// CounterComparison counter = comparison.Counters().First(found =&gt; found.Differs);
/// Console.WriteLine(string.Join(" or ", counter.Values)); // 32 or 0
/// </code>
/// </example>
public sealed record CounterComparison(string Name, ImmutableArray<long> Values)
{
    /// <summary>Whether any kernel counts something else than the first.</summary>
    public bool Differs => Values.Any(value => value != Values[0]);
}
