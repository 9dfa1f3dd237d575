using System.Globalization;
using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
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
        MaxNoneAtHoles,
        MaxShared,
        PagesToScan,
        Run,
        Collapse,
    }

    private sealed record Step(Kind Kind, int First, int Count, int Choice);

    private static readonly Kind[] Often = [Kind.WriteRandom, Kind.Scan, Kind.Run, Kind.MaxNone, Kind.MaxNoneAtHoles];

    // What fills tables with holes and has them scanned comes more often than the rest.
    private static readonly Gen<Kind> Kinds = Gen.Frequency(
        (1, Gen.Enum<Kind>()), (1, Gen.Int[0, Often.Length - 1].Select(i => Often[i])));

    private static readonly Gen<Step> Steps = Gen.Select(
        Kinds, Gen.Int[0, Pages - 1], Gen.Int[1, 300], Gen.Int[0, 511],
        (kind, first, count, choice) => new Step(kind, first, Math.Min(count, Pages - first), choice));

    [Fact]
    public void A_scan_by_bitmaps_counts_what_a_scan_by_entries_counts() => Compare(PageGeometry.Pages4K, traced: true, iterations: 400);

    [Fact]
    public void A_scan_that_nobody_watches_passes_idle_ranges_as_one_that_looks_at_them() =>
        Compare(PageGeometry.Pages4K, traced: false, iterations: 800);

    [Fact]
    public void So_it_does_where_ranges_are_32M() => Compare(PageGeometry.Pages16K, traced: false, iterations: 60);

    // 512 of its ranges are a chunk of the page table: whole chunks of leaves are passed at once.
    [Fact]
    public void So_it_does_where_leaves_come_by_the_thousand() => Compare(PageGeometry.Small(4), traced: false, iterations: 60, ranges: 2048);

    /// <summary>One history, always the same of the same number: of two ranges, or of thousands.</summary>
    internal static void Try(int number, bool isLarge)
    {
        (int Kernel, Step[] Steps) history = Histories.Generate(new PCG((uint)number, 1), null, out _);
        if (isLarge)
        {
            Compare(PageGeometry.Small(4), traced: false, 2048, history);
        }
        else
        {
            Compare(PageGeometry.Pages4K, traced: number % 3 == 0, 2, history);
        }
    }

    private static Gen<(int Kernel, Step[] Steps)> Histories => Gen.Select(Gen.Int[0, KernelModel.All.Count - 1], Steps.Array[3, 16]);

    private static void Compare(PageGeometry geometry, bool traced, int iterations, int ranges = 2) =>
        Histories.Sample(history => Compare(geometry, traced, ranges, history), iter: iterations);

    private static void Compare(PageGeometry geometry, bool traced, int ranges, (int Kernel, Step[] Steps) history) => Assert.Equal(
        Run(KernelModel.All[history.Kernel], geometry, ranges, history.Steps, traced, bulk: false),
        Run(KernelModel.All[history.Kernel], geometry, ranges, history.Steps, traced, bulk: true));

    private static List<string> Run(KernelModel kernel, PageGeometry geometry, int ranges, Step[] steps, bool traced, bool bulk)
    {
        ByteSize memory = new(Math.Max(64L, 3L * ranges) * geometry.PmdSize);
        MachineOptions options = new() { Geometry = geometry, Memory = memory, Swap = new SwapOptions(memory, SwapKind.Zram) };
        var machine = new Machine(kernel, options) { UsesBulkPaths = bulk };
        machine.Trace.IsEnabled = traced;
        Mapping heap = machine.Main.Map("heap", new ByteSize(ranges * geometry.PmdSize));
        machine.Main.Advise(heap.Range, Advice.Hugepage);
        if (ranges > 2)
        {
            Enable(machine, geometry.PmdOrder, enabled: true);
            machine.Main.Write(new VirtualRange(heap.Range.Start, heap.Range.Length / 1024 * (256 + steps[0].Choice)));
            machine.Sysfs.Write("khugepaged/scan_sleep_millisecs", "500");
            machine.Sysfs.Write("khugepaged/pages_to_scan", (1 + (steps[0].First * 19)).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            machine.Main.Write(heap.Range, new AccessPattern { RandomPages = 1 + (steps[0].First * (geometry.PmdPages / 512)) });
        }

        for (int order = PageGeometry.MinAnonOrder; order <= geometry.PmdOrder; order++)
        {
            Enable(machine, order, (steps[0].Choice >> (order % 9) & 1) == 0);
        }

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
        seen.AddRange(machine.Khugepaged.Locks.Holds().Select(hold => hold.ToString()));
        seen.AddRange(machine.Trace.Events.Select(traced => traced.ToString()));
        Assert.Empty(machine.Check());
        return seen;
    }

    private static string Apply(Machine machine, Mapping heap, Step step)
    {
        Process main = machine.Main;
        long unit = heap.Range.Length / Pages;
        var range = new VirtualRange(heap.Range.Start + (step.First * unit), step.Count * unit);
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
            case Kind.Run:
                return machine.Khugepaged.Run(step.Choice * 30L).ToString();
            case Kind.PagesToScan:
                return machine.Sysfs.Write("khugepaged/pages_to_scan", step.Choice % 2 == 0 ? "4096" : number).ToString();
            case Kind.MaxNone:
                return machine.Sysfs.Write("khugepaged/max_ptes_none", number).ToString();
            case Kind.MaxNoneAtHoles:
                long holes = Holes(machine, heap) + (step.Choice % 3) - 1;
                long most = machine.Geometry.PmdPages - 1;
                return machine.Sysfs.Write("khugepaged/max_ptes_none", Math.Clamp(holes, 0, most).ToString(CultureInfo.InvariantCulture)).ToString();
            case Kind.MaxShared:
                return machine.Sysfs.Write("khugepaged/max_ptes_shared", number).ToString();
            case Kind.Collapse:
                return main.Advise(range, Advice.Collapse).ToString();
            default:
                int order = PageGeometry.MinAnonOrder + (step.First % (machine.Geometry.PmdOrder - 1));
                return Enable(machine, order, step.Choice % 3 != 0).ToString();
        }
    }

    // In the first PMD range.
    private static long Holes(Machine machine, Mapping heap) =>
        machine.Main.LayoutOf(heap.Slice(ByteSize.Zero, new ByteSize(machine.Geometry.PmdSize))).Runs.Where(run => run.Kind == RunKind.None).Sum(run => run.Pages);

    private static Errno Enable(Machine machine, int order, bool enabled)
    {
        long kilobytes = machine.Geometry.SizeOf(order).Bytes >> 10;
        return machine.Sysfs.Write(
            string.Create(CultureInfo.InvariantCulture, $"hugepages-{kilobytes}kB/enabled"), enabled ? "madvise" : "never");
    }
}
