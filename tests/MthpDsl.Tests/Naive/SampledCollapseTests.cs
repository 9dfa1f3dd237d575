using System.Globalization;
using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Naive;

/// <summary>
/// What the exhaustive patterns leave out, drawn at random: large folios whole and in part, zero pages, swapped, shared, cold and
/// lazily freed ones, limits of every height, failing allocations.
/// </summary>
public sealed class SampledCollapseTests
{
    private const int PmdOrder = 4;
    private const int Ranges = 3;
    private const int Pages = Ranges << PmdOrder;

    private enum Deed
    {
        Write,
        Read,
        Dontneed,
        Pageout,
        Cold,
        Idle,
        Free,
        Pin,
        Hold,
        Fork,
        ChildWrites,
        ChildDrops,
        ChildExits,
    }

    private sealed record Step(Deed Deed, int From, int Length)
    {
        public override string ToString() => $"{Deed} {From}..{From + Length}";
    }

    private sealed record Settings(KernelModel Kernel, int Orders, int FaultOrders, int None, int Swap, int Shared, int FailOrder, int FailTimes, int Shift, bool Userfault);

    private static readonly Gen<Step> AnyStep =
        from deed in Gen.Frequency(
            (8, Gen.Const(Deed.Write)), (2, Gen.Const(Deed.Read)), (3, Gen.Const(Deed.Dontneed)), (2, Gen.Const(Deed.Pageout)),
            (1, Gen.Const(Deed.Cold)), (1, Gen.Const(Deed.Idle)), (1, Gen.Const(Deed.Free)), (1, Gen.Const(Deed.Pin)),
            (1, Gen.Const(Deed.Hold)), (1, Gen.Const(Deed.Fork)), (2, Gen.Const(Deed.ChildWrites)),
            (1, Gen.Const(Deed.ChildDrops)), (1, Gen.Const(Deed.ChildExits)))
        from first in Gen.Int[0, Pages - 1]
        from length in Gen.Frequency((3, Gen.Int[1, 3]), (1, Gen.Int[4, Pages]))
        select new Step(deed, first, Math.Min(length, Pages - first));

    private static readonly Gen<Settings> AnySettings =
        from kernel in Gen.Int[0, KernelModel.All.Count - 1]
        from orders in Gen.Int[1, 7]
        from faultOrders in Gen.Int[0, 3]
        from limits in Gen.Select(Limit, Limit, Limit)
        from failOrder in Gen.Int[2, PmdOrder]
        from failTimes in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Const(1)))
        from shift in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 15]))
        from userfault in Gen.Frequency((7, Gen.Const(false)), (1, Gen.Const(true)))
        select new Settings(
            KernelModel.All[kernel], orders << 2, faultOrders << 2, limits.Item1, limits.Item2, limits.Item3, failOrder, failTimes, shift, userfault);

    private static Gen<int> Limit => Gen.Frequency((1, Gen.Const(0)), (2, Gen.Const(15)), (2, Gen.Int[0, 15]));

    private static Gen<(Settings Settings, Step[] Steps)> Mixtures => Gen.Select(AnySettings, AnyStep.Array[1, 10]);

    [Fact]
    public void Any_mixture_of_pages_collapses_as_the_naive_model_says() => Mixtures.Sample(Compare, iter: 20_000);

    /// <summary>Some mixtures, always the same of the same number.</summary>
    internal static void Try(int number, int mixtures)
    {
        PCG random = new((uint)number, 1);
        for (int i = 0; i < mixtures; i++)
        {
            Compare(Mixtures.Generate(random, null, out _));
        }
    }

    private static void Compare((Settings Settings, Step[] Steps) mixture)
    {
        if (Try(mixture.Settings, mixture.Steps) is { } difference)
        {
            Assert.Fail(difference);
        }
    }

    private static string? Try(Settings settings, Step[] steps)
    {
        var machine = new Machine(settings.Kernel, new MachineOptions
        {
            Geometry = PageGeometry.Small(PmdOrder), Memory = 1.GiB(), Swap = new SwapOptions(16.MiB(), SwapKind.Zram),
        });
        machine.Sysfs.Write("enabled", "always");
        Enable(machine, settings.FaultOrders, "always");
        long pageSize = machine.Geometry.PageSize;
        Mapping heap = machine.Main.Map(
            "heap", new ByteSize(Pages * pageSize), new MapPlacement { Offset = new ByteSize(settings.Shift * pageSize) });
        var past = new Past(machine, heap);
        foreach (Step step in steps)
        {
            past.Do(step);
        }

        if (settings.Shift > 0)
        {
            // Folios that were aligned no longer are.
            machine.Main.Move(heap.Range, null, MapPlacement.Default, out Mapping? moved);
            heap = moved!;
        }

        if (settings.Userfault)
        {
            machine.Main.Userfault(heap.Range, UserfaultMode.Missing);
        }

        Set(machine, "khugepaged/max_ptes_none", settings.None);
        Set(machine, "khugepaged/max_ptes_swap", settings.Swap);
        Set(machine, "khugepaged/max_ptes_shared", settings.Shared);
        Enable(machine, settings.Orders, "madvise");
        machine.Main.Advise(heap.Range, Advice.Hugepage);

        NaiveWorld world = NaiveReader.Read(heap);
        string before = Show(world);
        NaiveRules rules = NaiveRules.For(settings.Kernel.Name, OrdersOf(settings.Orders)) with
        {
            MaxNone = settings.None, MaxSwap = settings.Swap, MaxShared = settings.Shared,
            FailingOrder = settings.FailOrder, FailingTimes = settings.FailTimes, Userfaultfd = settings.Userfault,
        };
        if (settings.FailTimes > 0)
        {
            machine.FailAllocations(settings.FailOrder, settings.FailTimes);
        }

        machine.Khugepaged.Scan();
        NaiveCollapse.Pass(world, rules);
        bool same = NaiveReader.FirstDifference(world, heap) < 0 && machine.Khugepaged.Finding is null == world.Finding is null;
        return same ? null : $"from\n{before}the machine makes\n{Show(NaiveReader.Read(heap))}{machine.Khugepaged.Finding}"
            + $"\nthe naive model\n{Show(world)}{world.Finding}";
    }

    private static void Set(Machine machine, string path, int value) =>
        machine.Sysfs.Write(path, value.ToString(CultureInfo.InvariantCulture));

    private static bool[] OrdersOf(int mask) => [.. Enumerable.Range(0, PmdOrder + 1).Select(order => (mask & (1 << order)) != 0)];

    private static void Enable(Machine machine, int mask, string word)
    {
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        for (int order = 2; order <= PmdOrder; order++)
        {
            if ((mask & (1 << order)) != 0)
            {
                machine.Sysfs.Write(machine.Sysfs.Directory(order) + "/enabled", word);
            }
        }
    }

    private static string Show(NaiveWorld world) =>
        string.Concat(Enumerable.Range(0, Ranges).Select(range => "  " + NaiveReader.Show(world, range) + "\n"));

    /// <summary>What happened to the mapping before khugepaged came.</summary>
    private sealed class Past(Machine machine, Mapping heap)
    {
        private Process? _child;

        public void Do(Step step)
        {
            long page = machine.Geometry.PageSize;
            var range = new VirtualRange(heap.Range.Start + (step.From * page), step.Length * page);
            switch (step.Deed)
            {
                case Deed.Write: machine.Main.Write(range); break;
                case Deed.Read: machine.Main.Read(range); break;
                case Deed.Dontneed: machine.Main.Advise(range, Advice.Dontneed); break;
                case Deed.Pageout: machine.Main.Advise(range, Advice.Pageout); break;
                case Deed.Idle: machine.Main.Idle(range); break;
                case Deed.Pin: machine.Main.Pin(range); break;
                case Deed.Hold: machine.Main.Hold(range); break;
                case Deed.Cold: machine.Main.Advise(range, Advice.Cold); break;
                case Deed.Free: machine.Main.Advise(range, Advice.Free); break;
                case Deed.Fork: _child ??= machine.Main.Fork("child"); break;
                case Deed.ChildWrites: _child?.Write(range); break;
                case Deed.ChildDrops: _child?.Advise(range, Advice.Dontneed); break;
                default: ExitChild(); break;
            }
        }

        private void ExitChild()
        {
            if (_child is { IsAlive: true })
            {
                _child.Exit();
            }
        }
    }
}
