using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>Random statements over a few mappings of a few processes: enough to meet most of what memory can go through.</summary>
internal static class RandomHistory
{
    public enum Kind
    {
        Map,
        Write,
        WriteZeros,
        Read,
        Advise,
        Protect,
        Unmap,
        Move,
        Grow,
        Shrink,
        Lock,
        Unlock,
        Pin,
        Unpin,
        Hold,
        Release,
        Idle,
        Userfault,
        Fork,
        Exit,
        Split,
        Enable,
        Reclaim,
        DropCaches,
        Scan,
        Knob,
        Run,
    }

    public sealed record Step(Kind Kind, int Process, int Mapping, int First, int Count, int Choice);

    public static readonly Gen<Step> Steps = Gen.Select(
        Gen.Enum<Kind>(), Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 1200], Gen.Frequency((3, Gen.Int[1, 40]), (2, Gen.Int[1, 1200])), Gen.Int[0, 9999],
        (kind, process, mapping, first, count, choice) => new Step(kind, process, mapping, first, count, choice));

    public static readonly Gen<KernelModel> Kernels =
        Gen.Int[0, 3].Select(i => new[] { KernelModel.Linux612, KernelModel.Linux618, KernelModel.Merged2026, KernelModel.Mainline }[i]);

    /// <summary>A small machine with swap, so that everything can run out.</summary>
    public static Machine NewMachine(KernelModel kernel, PageGeometry? geometry = null)
    {
        PageGeometry pages = geometry ?? PageGeometry.Pages4K;
        var machine = new Machine(kernel, new MachineOptions
        {
            Geometry = pages,
            Memory = new ByteSize(pages.PmdSize * 32),
            Swap = new SwapOptions(new ByteSize(pages.PmdSize * 8), SwapKind.Zram),
        });
        machine.Sysfs.Write("enabled", "always");
        machine.Sysfs.Write("hugepages-*/enabled", "inherit");
        machine.Main.Map("m0", new ByteSize(pages.PmdSize * 2));
        return machine;
    }

    public static void Apply(Machine machine, Step step)
    {
        // Steps are drawn for PMD ranges of 512 pages.
        int scale = Math.Max(1, machine.Geometry.PmdPages / 512);
        step = step.Choice % 2 == 0 ? step with { First = step.First * scale, Count = step.Count * scale } : step;
        List<Process> alive = [.. machine.Processes.Where(process => process.IsAlive)];
        Process process = alive[step.Process % alive.Count];
        if (step.Kind == Kind.Map || process.Mappings.Count == 0)
        {
            Map(process, step);
            return;
        }

        Mapping mapping = process.Mappings[step.Mapping % process.Mappings.Count];
        VirtualRange range = Range(machine, mapping, step);
        switch (step.Kind)
        {
            case Kind.Write or Kind.WriteZeros or Kind.Read:
                Touch(process, mapping, range, step);
                break;
            case Kind.Move:
                process.Move(step.Choice % 2 == 0 ? mapping.Range : range, step.Choice % 2 == 0 ? null : "m" + (step.Choice % 7), Placement(machine, step), out _);
                break;
            case Kind.Fork when alive.Count < 4:
                process.Fork("p" + machine.Processes.Count);
                break;
            case Kind.Exit when process != machine.Main:
                process.Exit();
                break;
            case Kind.Enable or Kind.Knob:
                Configure(machine, step);
                break;
            default:
                ApplyToRange(machine, process, mapping, range, step);
                break;
        }
    }

    private static void ApplyToRange(Machine machine, Process process, Mapping mapping, VirtualRange range, Step step)
    {
        var amount = new ByteSize(step.Count * machine.Geometry.PageSize);
        _ = step.Kind switch
        {
            Kind.Advise => process.Advise(range, (Advice)(step.Choice % 12)),
            Kind.Protect => process.Protect(range, (Protection)(step.Choice % 3)),
            Kind.Unmap => process.Unmap(range),
            Kind.Grow => process.Grow(mapping, amount),
            Kind.Shrink => process.Shrink(mapping, amount),
            Kind.Lock => process.Lock(range),
            Kind.Unlock => process.Unlock(range),
            Kind.Pin => process.Pin(range with { Length = machine.Geometry.PageSize }),
            Kind.Hold => process.Hold(range with { Length = machine.Geometry.PageSize }),
            Kind.Userfault when step.Choice % 4 == 0 => process.Userfault(range, UserfaultMode.WriteProtect),
            Kind.Split => process.Split(range, step.Choice % 3 == 0 ? 2 + (step.Choice % 5) : 0),
            _ => Other(machine, process, range, step),
        };
    }

    private static Errno Other(Machine machine, Process process, VirtualRange range, Step step)
    {
        switch (step.Kind)
        {
            case Kind.Unpin:
                process.UnpinAll();
                break;
            case Kind.Release:
                process.ReleaseAll();
                break;
            case Kind.Idle:
                process.Idle(range);
                break;
            case Kind.Reclaim:
                machine.Reclaim(new ByteSize(step.Count * machine.Geometry.PageSize));
                break;
            case Kind.DropCaches:
                machine.DropCaches();
                break;
            case Kind.Scan when machine.Khugepaged.Finding is null:
                machine.Khugepaged.Scan();
                break;
            case Kind.Run when machine.Khugepaged.Finding is null:
                machine.Khugepaged.Run(step.Count * 50);
                break;
        }

        return Errno.None;
    }

    private static void Touch(Process process, Mapping mapping, VirtualRange range, Step step)
    {
        var pattern = new AccessPattern { Zeros = step.Kind == Kind.WriteZeros, Backwards = step.Choice % 5 == 0 };
        if (step.Kind == Kind.Read)
        {
            process.Read(range, pattern);
        }
        else
        {
            process.Write(step.Choice % 3 == 0 ? mapping.Range : range, pattern);
        }
    }

    private static void Map(Process process, Step step)
    {
        long page = process.Machine.Geometry.PageSize;
        Mapping? after = process.Mappings.Count > 0 && step.Choice % 3 == 0 ? process.Mappings[step.Mapping % process.Mappings.Count] : null;
        var placement = new MapPlacement { After = after, Offset = new ByteSize(after is null ? step.Choice % 20 * page : 0) };
        if (process.Mappings.Count < 6)
        {
            process.TryMap("m" + process.Mappings.Count, new ByteSize(step.Count * page), placement, out _);
        }
    }

    private static MapPlacement Placement(Machine machine, Step step) =>
        new() { Offset = new ByteSize(step.Choice % 3 == 0 ? 0 : step.Choice % 40 * machine.Geometry.PageSize) };

    private static void Configure(Machine machine, Step step)
    {
        int order = 2 + (step.Choice % (machine.Geometry.PmdOrder - 1));
        string size = $"hugepages-{machine.Geometry.SizeOf(order).Bytes >> 10}kB/enabled";
        string[] values = ["always", "inherit", "madvise", "never"];
        machine.Sysfs.Write(size, values[step.First % values.Length]);
        if (step.Kind == Kind.Knob)
        {
            machine.Sysfs.Write("khugepaged/max_ptes_none", (step.First % machine.Geometry.PmdPages).ToString(System.Globalization.CultureInfo.InvariantCulture));
            machine.Sysfs.Write("khugepaged/pages_to_scan", (1 + (step.Choice % 3000)).ToString(System.Globalization.CultureInfo.InvariantCulture));
            machine.Sysfs.Write("use_zero_page", step.Count % 2 == 0 ? "0" : "1");
        }
    }

    private static VirtualRange Range(Machine machine, Mapping mapping, Step step)
    {
        long page = machine.Geometry.PageSize;
        long pages = mapping.Range.Length / page;
        long first = step.First % pages;
        return new VirtualRange(mapping.Range.Start + (first * page), Math.Min(step.Count, pages - first) * page);
    }
}
