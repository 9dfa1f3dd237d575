using System.Globalization;
using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>The scan by bitmaps ends as the scan entry by entry does, whatever came before, for every kernel.</summary>
public sealed class PlainScanTests
{
    private const int Pages = 2 * 512;

    private enum Kind
    {
        Write,
        WriteRandom,
        Read,
        DontNeed,
        Free,
        Cold,
        PageOut,
        Lock,
        Idle,
        Fork,
        ExitChild,
        Scan,
        Enable,
        MaxNone,
        MaxShared,
        Collapse,
    }

    private sealed record Step(Kind Kind, int First, int Count, int Choice);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Enum<Kind>(), Gen.Int[0, Pages - 1], Gen.Int[1, 300], Gen.Int[0, 511],
        (kind, first, count, choice) => new Step(kind, first, Math.Min(count, Pages - first), choice));

    [Fact]
    public void A_scan_by_bitmaps_counts_what_a_scan_by_entries_counts() =>
        Gen.Select(Gen.Int[0, KernelModel.All.Count - 1], Steps.Array[3, 16]).Sample(
            (kernel, steps) => Assert.Equal(
                Run(KernelModel.All[kernel], steps, bulk: false), Run(KernelModel.All[kernel], steps, bulk: true)),
            iter: 400);

    private static List<string> Run(KernelModel kernel, Step[] steps, bool bulk)
    {
        MachineOptions options = new() { Memory = 64.MiB(), Swap = new SwapOptions(64.MiB(), SwapKind.Zram) };
        var machine = new Machine(kernel, options) { UsesBulkPaths = bulk };
        machine.Trace.IsEnabled = true;
        Mapping heap = machine.Main.Map("heap", new ByteSize(Pages * 4096L));
        machine.Main.Advise(heap.Range, Advice.Hugepage);
        var seen = new List<string>();
        foreach (Step step in steps)
        {
            if (machine.Khugepaged.Finding is not null)
            {
                break;
            }

            seen.Add(step.Kind + " " + Apply(machine, heap, step));
        }

        seen.Add(string.Join(' ', heap.Layout.Runs));
        seen.AddRange(machine.Counters.NonZeroVmStats().Concat(machine.Counters.NonZeroSysfs()).Select(pair => pair.ToString()));
        seen.AddRange(machine.Trace.Events.Select(traced => traced.ToString()));
        Assert.Empty(machine.Check());
        return seen;
    }

    private static string Apply(Machine machine, Mapping heap, Step step)
    {
        Process main = machine.Main;
        var range = new VirtualRange(heap.Range.Start + (step.First * 4096L), step.Count * 4096L);
        string number = step.Choice.ToString(CultureInfo.InvariantCulture);
        switch (step.Kind)
        {
            case Kind.Write:
                return main.Write(range).ToString();
            case Kind.WriteRandom:
                return main.Write(heap.Range, new AccessPattern { RandomPages = 1 + step.Choice }).ToString();
            case Kind.Read:
                return main.Read(range).ToString();
            case Kind.DontNeed:
                return main.Advise(range, Advice.Dontneed).ToString();
            case Kind.Free:
                return main.Advise(range, Advice.Free).ToString();
            case Kind.Cold:
                return main.Advise(range, Advice.Cold).ToString();
            case Kind.PageOut:
                return main.Advise(range, Advice.Pageout).ToString();
            case Kind.Lock:
                return main.Lock(range).ToString();
            case Kind.Idle:
                main.Idle(range);
                return "";
            case Kind.Fork:
                return main.Fork("child" + machine.Processes.Count.ToString(CultureInfo.InvariantCulture)).Name;
            case Kind.ExitChild:
                machine.Processes.LastOrDefault(process => process.IsAlive && process != main)?.Exit();
                return "";
            case Kind.Scan:
                return machine.Khugepaged.Scan(1 + (step.Choice % 2)).ToString();
            case Kind.MaxNone:
                return machine.Sysfs.Write("khugepaged/max_ptes_none", number).ToString();
            case Kind.MaxShared:
                return machine.Sysfs.Write("khugepaged/max_ptes_shared", number).ToString();
            case Kind.Collapse:
                return main.Advise(range, Advice.Collapse).ToString();
            default:
                long kilobytes = 16L << (step.First % 8);
                return machine.Sysfs.Write($"hugepages-{kilobytes}kB/enabled", step.Choice % 3 == 0 ? "never" : "madvise").ToString();
        }
    }
}
