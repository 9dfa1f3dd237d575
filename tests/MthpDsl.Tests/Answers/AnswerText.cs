using System.Globalization;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Tests.Answers;

/// <summary>Everything a user can see of a run, as text: messages, layouts, counters, explanations, locks, traces, smaps, thpmaps, contents.</summary>
/// <param name="output">Where to.</param>
/// <param name="goesOn">Whether more happens to the machine when the case has ended: what no statement shows, shows there.</param>
internal sealed class AnswerText(TextWriter output, bool goesOn)
{
    // What follows is left out of the few scenarios of many pages, which would take longer than all others.
    private const long PagesWithAftermath = 1 << 14;

    /// <summary>Adds the result of a case.</summary>
    public void AddResult(CaseResult result)
    {
        Add($"{result.DisplayName} {result.Kernel} {result.Status}");
        foreach (ResultDiagnostic diagnostic in result.Diagnostics)
        {
            Add($"{diagnostic.Line}:{diagnostic.Column} {diagnostic.Code} {diagnostic.Message}");
        }

        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            AddSnapshot(snapshot);
        }

        AddCollapses(result.Collapses);
    }

    private void AddSnapshot(SnapshotResult snapshot)
    {
        Add($"snapshot {snapshot.Name} {snapshot.Counters.Faults}");
        foreach (ProcessSnapshot process in snapshot.Processes)
        {
            foreach (MappingSnapshot mapping in process.Mappings)
            {
                Add($"{process.Name}.{mapping.Name} {mapping.Start} {mapping.Pages}");
                foreach (LayoutRun run in mapping.Runs)
                {
                    output.Write(string.Create(CultureInfo.InvariantCulture, $"{run.Page}+{run.Pages} {run.Kind} {run.Folio} {run.Order} {run.Offset} {run.IsPmdMapped} {run.IsShared}\n"));
                }
            }
        }

        Add($"{string.Join(' ', snapshot.Counters.Vmstat.Concat(snapshot.Counters.Sysfs))}");
    }

    private void AddCollapses(CollapseEvidence? collapses)
    {
        foreach (CollapseTrial trial in collapses?.Trials ?? [])
        {
            Add($"{trial} {trial.Pass} {trial.Step} {trial.DecidedAt} {trial.Count} {trial.Limit} {trial.Hint} {trial.None} {trial.Swapped} {trial.Shared}");
        }

        foreach (LockHold hold in collapses?.Locks ?? [])
        {
            Add($"{hold}");
        }

        Add($"copied {collapses?.PagesCopied}");
    }

    /// <summary>Adds the machine as a case left it, and as it is after more has happened to it.</summary>
    public void AddMachine(Machine machine)
    {
        AddState(machine, "at the end");
        AddFreeMemory(machine);
        foreach (TraceEvent traced in machine.Trace.Events)
        {
            Add($"{traced.Number} {traced}");
        }

        long pages = Alive(machine).SelectMany(process => process.Mappings).Sum(mapping => mapping.Range.Length / machine.Geometry.PageSize);
        if (!goesOn || pages > PagesWithAftermath || machine.Khugepaged.Finding is not null)
        {
            return;
        }

        try
        {
            AddAftermath(machine, pages);
        }
        catch (NotModelledException refused)
        {
            Add($"{refused.Message}");
        }
    }

    private void AddAftermath(Machine machine, long pages)
    {
        OnEach(machine, mapping => mapping.Read());
        machine.Reclaim(new ByteSize(pages * machine.Geometry.PageSize));
        AddState(machine, "read and reclaimed");
        OnEach(machine, mapping => mapping.Write());
        if (machine.Khugepaged.IsRunning)
        {
            machine.Khugepaged.Scan();
        }

        AddState(machine, "written and scanned");
        OnEach(machine, mapping => mapping.Unmap());
        AddCounters(machine);
    }

    private static IEnumerable<Process> Alive(Machine machine) => machine.Processes.Where(process => process.IsAlive);

    private void OnEach(Machine machine, Func<Mapping, Errno> operation)
    {
        foreach (Mapping mapping in Alive(machine).SelectMany(process => process.Mappings).ToList())
        {
            Add($"{mapping.Process.Name}.{mapping.Name}: {operation(mapping)}");
        }
    }

    private void AddState(Machine machine, string moment)
    {
        Add($"-- {moment}");
        foreach (Process process in Alive(machine))
        {
            AddProcess(process);
        }

        AddCounters(machine);
    }

    private void AddCounters(Machine machine)
    {
        foreach ((string name, long value) in machine.Counters.NonZeroVmStats().Concat(machine.Counters.NonZeroSysfs()))
        {
            Add($"{name} {value}");
        }

        Add($"lru {machine.LruLength} charged {machine.Charged} registered {string.Join(' ', machine.Khugepaged.Registered)}");
    }

    private void AddFreeMemory(Machine machine)
    {
        ulong free = 0;
        foreach ((long frame, int order) in machine.Buddy.EnumerateFree())
        {
            free = Mix(free, (frame << 8) + order);
        }

        Add($"free {free:x}");
    }

    private void AddProcess(Process process)
    {
        Add($"{process.Name}: {process.Faults} faults");
        foreach (Mapping mapping in process.Mappings)
        {
            Add($"{mapping} {process.TlbEntries(mapping.Range)} {process.CountVmas(mapping.Range)} {process.Smaps(mapping.Range)}");
            AddContents(mapping);
        }

        foreach (ThpMap map in process.ThpMaps(4))
        {
            Add($"{map.Range} {map.Protection} {string.Join('+', map.Names)} {string.Join(' ', map.Lines)} {map.Smaps}");
        }
    }

    private void AddContents(Mapping mapping)
    {
        long pages = Math.Min(mapping.Range.Length / mapping.Process.Machine.Geometry.PageSize, PagesWithAftermath);
        ulong contents = 0;
        for (long page = 0; page < pages; page++)
        {
            contents = Mix(contents, mapping.ContentOf(page));
        }

        Add($"contents {contents:x}");
    }

    // A million numbers are no text that anybody reads.
    private static ulong Mix(ulong sum, long number) => (sum ^ (ulong)number) * 0x9E3779B97F4A7C15;

    private void Add(FormattableString line) => output.Write(line.ToString(CultureInfo.InvariantCulture) + "\n");
}
