using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Faults;

/// <summary>The fast way of a write has the outcome of the plain way, page by page, whatever came before.</summary>
public sealed class BulkFaultTests
{
    private enum Kind
    {
        Write,
        WriteZeros,
        Read,
        DontNeed,
        Fork,
        ExitChild,
        Advise,
        Enable,
        WritePages,
        WriteAtRandom,
        Protect,
        Lock,
        Scan,
    }

    private sealed record Step(Kind Kind, int First, int Count, int Choice);

    private sealed record World(PageGeometry Geometry, int Pages, ByteSize Memory, ByteSize Offset);

    private static readonly World Ranges = new(PageGeometry.Pages4K, 3 * 512, 64.MiB(), 64.KiB());

    [Fact]
    public void A_write_over_a_range_equals_the_writes_of_its_pages() => Compare(Ranges, iterations: 300);

    // 512 PMD ranges are 32M here, and 1024 blocks of frames 64M: of that size the memory comes in records of its own.
    [Theory]
    [InlineData(0)]
    [InlineData(48)]
    public void So_it_does_where_ranges_come_by_the_thousand(int kibibytes) =>
        Compare(Thousands(kibibytes), iterations: 40);

    /// <summary>One history, always the same of the same number: of a few ranges, or of a thousand.</summary>
    internal static void Try(int number, bool isLarge)
    {
        World world = isLarge ? Thousands(number % 2 * 48) : Ranges;
        Compare(world, Histories(world).Generate(new PCG((uint)number, 1), null, out _));
    }

    private static World Thousands(int kibibytes) => new(PageGeometry.Small(4), 40_000, 224.MiB(), kibibytes.KiB());

    private static void Compare(World world, int iterations) => Histories(world).Sample(history => Compare(world, history), iter: iterations);

    private static void Compare(World world, (KernelModel Kernel, Step[] Steps) history) =>
        Assert.Equal(Run(world, history.Kernel, history.Steps, bulk: false), Run(world, history.Kernel, history.Steps, bulk: true));

    private static Gen<(KernelModel Kernel, Step[] Steps)> Histories(World world) =>
        Gen.Select(Gen.Bool.Select(newer => newer ? KernelModel.Linux618 : KernelModel.Linux612), StepsIn(world.Pages).Array[1, 12]);

    private static Gen<Step> StepsIn(int pages) => Gen.Select(
        Gen.Frequency((1, Gen.Const(Kind.WritePages)), (1, Gen.Const(Kind.Write)), (4, Gen.Enum<Kind>())),
        Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[0, pages - 1])),
        Gen.Frequency((1, Gen.Const(pages)), (1, Gen.Int[1, pages])),
        Gen.Int[0, 8],
        (kind, first, count, choice) => new Step(kind, first, Math.Min(count, pages - first), choice));

    private static List<string> Run(World world, KernelModel kernel, Step[] steps, bool bulk)
    {
        var options = new MachineOptions { Memory = world.Memory, Geometry = world.Geometry };
        var machine = new Machine(kernel, options) { UsesBulkPaths = bulk };
        Mapping heap = machine.Main.Map("heap", new ByteSize(world.Pages * 4096L), new MapPlacement { Offset = world.Offset });
        var seen = new List<string>();
        foreach (Step step in steps)
        {
            seen.Add(Apply(machine, heap, step) + " " + machine.Main.Faults);
        }

        seen.Add(string.Join(' ', heap.Layout.Runs));
        seen.AddRange(machine.Counters.NonZeroVmStats().Concat(machine.Counters.NonZeroSysfs()).Select(pair => pair.ToString()));
        long first = heap.Range.Start >> 12;
        seen.AddRange(Enumerable.Range(0, world.Pages).Select(page => machine.Main.ContentOf(first + page).ToString()));
        seen.AddRange(machine.Check().Select(fault => fault.ToString()!));
        seen.Add($"{machine.Main.Mm.Pages.CountTables()} {machine.Main.Mm.AnonRssPages} {machine.Buddy.FreeFrames} {machine.LruAddBatch.Count} {machine.DeferredSplits.Count}");
        return seen;
    }

    private static Errno Apply(Machine machine, Mapping heap, Step step)
    {
        var range = new VirtualRange(heap.Range.Start + (step.First * 4096L), step.Count * 4096L);
        switch (step.Kind)
        {
            case Kind.Write:
                return machine.Main.Write(range);
            case Kind.WriteZeros:
                return machine.Main.Write(range, new AccessPattern { Zeros = true });
            case Kind.WritePages:
                return WritePages(machine.Main, range, step.Choice);
            case Kind.WriteAtRandom:
                return machine.Main.Write(range, new AccessPattern { RandomPages = step.Count });
            case Kind.Protect:
                return machine.Main.Protect(range, step.Choice % 3 == 0 ? Protection.Read : Protection.Write);
            case Kind.Lock:
                return step.Choice % 2 == 0 ? machine.Main.Lock(range) : machine.Main.Unlock(range);
            case Kind.Scan:
                machine.Khugepaged.Scan();
                return Errno.None;
            case Kind.Read:
                return machine.Main.Read(range);
            case Kind.DontNeed:
                return machine.Main.Advise(range, Advice.Dontneed);
            case Kind.Fork:
                machine.Main.Fork("child" + machine.Processes.Count);
                return Errno.None;
            case Kind.ExitChild:
                machine.Processes.LastOrDefault(process => process.IsAlive && process != machine.Main)?.Exit();
                return Errno.None;
            case Kind.Advise:
                return machine.Main.Advise(heap.Range, Advice.Hugepage);
            default:
                long kilobytes = 16L << Math.Min(step.Choice, 7);
                return machine.Sysfs.Write($"hugepages-{kilobytes}kB/enabled", step.First % 3 == 0 ? "never" : "always");
        }
    }

    // One call a page, here and there in the range.
    private static Errno WritePages(Process process, VirtualRange range, int choice)
    {
        long pages = range.Length / 4096;
        Errno errno = Errno.None;
        for (long k = 0; k < Math.Min(pages, 300) && errno == Errno.None; k++)
        {
            long page = k * (2 * choice + 1) * 37 % pages;
            errno = process.Write(new VirtualRange(range.Start + (page * 4096), 4096));
        }

        return errno;
    }
}
