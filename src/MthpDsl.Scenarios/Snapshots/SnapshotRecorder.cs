using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Snapshots;

/// <summary>Takes the snapshots of a case, and remembers of each what later expectations compare with.</summary>
/// <param name="machine">The machine.</param>
/// <param name="keepsContent">Whether an expectation will ask for the page contents of a snapshot, by its name.</param>
/// <param name="observer">Who hears of each; null for nobody.</param>
internal sealed class SnapshotRecorder(Machine machine, Predicate<string> keepsContent, IRunObserver? observer)
{
    private readonly List<SnapshotResult> _results = [];
    private readonly Dictionary<string, SnapshotMemory> _memories = new(StringComparer.Ordinal);
    private readonly SeenFolios _numbers = new();

    /// <summary>The snapshots so far, in their order.</summary>
    public IReadOnlyList<SnapshotResult> Results => _results;

    /// <summary>What the newest snapshot of a name remembers, or null.</summary>
    public SnapshotMemory? Find(string name) => _memories.GetValueOrDefault(name);

    /// <summary>Takes a snapshot of this moment.</summary>
    /// <param name="name">Its name; a later one of the same name is what expectations then compare with.</param>
    /// <param name="faults">Page faults of all processes so far.</param>
    public void Take(string name, long faults)
    {
        SnapshotMemory memory = new();
        _results.Add(Read(name, faults, memory, keepsContent(name)));
        _memories[name] = memory;
        observer?.Taken(_results[^1]);
    }

    /// <summary>This moment as a snapshot that nobody keeps.</summary>
    public SnapshotResult Look(string name, long faults) => Read(name, faults, memory: null, withContent: false);

    private SnapshotResult Read(string name, long faults, SnapshotMemory? memory, bool withContent)
    {
        ImmutableArray<ProcessSnapshot>.Builder processes = ImmutableArray.CreateBuilder<ProcessSnapshot>();
        foreach (Process process in machine.Processes.Where(process => process.IsAlive))
        {
            ImmutableArray<MappingSnapshot>.Builder mappings = ImmutableArray.CreateBuilder<MappingSnapshot>();
            foreach (Mapping mapping in process.Mappings)
            {
                FolioLayout layout = mapping.Layout;
                memory?.Add(mapping, layout, withContent);
                mappings.Add(new MappingSnapshot(mapping.Name, mapping.Range.Start, layout.Pages, Numbered(layout.Runs)));
            }

            processes.Add(new ProcessSnapshot(process.Name, mappings.DrainToImmutable()));
        }

        return new SnapshotResult(name, processes.DrainToImmutable(), Counters(faults));
    }

    /// <summary>
    /// The machine numbers folios whenever a layout is read; a result must not depend on which expectations have read one, so
    /// folios are numbered anew in the order in which snapshots show them.
    /// </summary>
    private LayoutRuns Numbered(LayoutRuns runs)
    {
        LayoutRuns.Builder numbered = new();
        foreach (LayoutRun stretch in runs.Stretches)
        {
            _numbers.Renumber(stretch, numbered);
        }

        return numbered.Build();
    }

    private CounterSnapshot Counters(long faults) =>
        new(Sorted(machine.Counters.NonZeroVmStats()), Sorted(machine.Counters.NonZeroSysfs()), faults);

    private static ImmutableArray<Counter> Sorted(IEnumerable<KeyValuePair<string, long>> counters)
    {
        List<Counter> sorted = [];
        foreach ((string name, long value) in counters)
        {
            sorted.Add(new Counter(name, value));
        }

        sorted.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return [.. sorted];
    }
}
