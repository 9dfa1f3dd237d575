using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>One mapping on a 4K machine, set up page by page, with every size off until a test enables some.</summary>
internal sealed class CollapseWorld
{
    public CollapseWorld(string kernel, ByteSize? size = null, MachineOptions? options = null)
    {
        Machine = new Machine(KernelModel.Find(kernel)!, options);
        Set("hugepages-*/enabled", "never");
        Heap = Main.Map("heap", size ?? 2.MiB());
    }

    public Machine Machine { get; }

    public Mapping Heap { get; }

    public Process Main => Machine.Main;

    public Khugepaged Khugepaged => Machine.Khugepaged;

    private int Shift => Machine.Geometry.PageShift;

    public void Set(string path, string value) => Assert.Equal(Errno.None, Machine.Sysfs.Write(path, value));

    /// <summary>Enables exactly these sizes, given as K, in VMAs that were advised.</summary>
    public CollapseWorld Enable(params int[] kilobytes)
    {
        Set("hugepages-*/enabled", "never");
        foreach (int size in kilobytes)
        {
            Set($"hugepages-{size}kB/enabled", "madvise");
        }

        return this;
    }

    public CollapseWorld MaxPtesNone(int value)
    {
        Set("khugepaged/max_ptes_none", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return this;
    }

    public CollapseWorld Advise(Advice advice = Advice.Hugepage)
    {
        Assert.Equal(Errno.None, Main.Advise(Heap.Range, advice));
        return this;
    }

    public VirtualRange Pages(long first, long end) => new(Heap.Range.Start + (first << Shift), (end - first) << Shift);

    public CollapseWorld Write(long first, long end)
    {
        Assert.Equal(Errno.None, Main.Write(Pages(first, end)));
        return this;
    }

    public CollapseWorld Zero(long first, long end)
    {
        Assert.Equal(Errno.None, Main.Read(Pages(first, end)));
        return this;
    }

    public CollapseWorld Drop(long first, long end)
    {
        Assert.Equal(Errno.None, Main.Advise(Pages(first, end), Advice.Dontneed));
        return this;
    }

    public CollapseWorld AdviseFree(long first, long end)
    {
        Assert.Equal(Errno.None, Main.Advise(Pages(first, end), Advice.Free));
        return this;
    }

    /// <summary>Folios of one size under a stretch of pages.</summary>
    public CollapseWorld WriteFolios(int kilobytes, long first, long end)
    {
        Set($"hugepages-{kilobytes}kB/enabled", "always");
        Write(first, end);
        Set($"hugepages-{kilobytes}kB/enabled", "never");
        return this;
    }

    public CollapseWorld Hold(long page)
    {
        Assert.Equal(Errno.None, Main.Hold(Pages(page, page + 1)));
        return this;
    }

    public CollapseWorld Flag(long page, FolioFlags set, FolioFlags clear = FolioFlags.None)
    {
        Machine.LruAddBatch.Drain();
        Machine.Frames.SetFlags(Head(page), set);
        Machine.Frames.ClearFlags(Head(page), clear);
        return this;
    }

    /// <summary>Sets and clears bits of entries that map pages.</summary>
    public CollapseWorld Mark(long first, long end, ulong set, ulong clear)
    {
        for (long page = first; page < end; page++)
        {
            PteTable table = Main.Mm.Pages.Slot(Main.Mm.Pages.PmdIndex(Vpn(page))).Table!;
            int slot = Main.Mm.Pages.PteIndex(Vpn(page));
            table[slot] = table[slot].With(set).Without(clear);
        }

        return this;
    }

    public CollapseWorld Idle(long first, long end) => Mark(first, end, 0, Pte.YoungBit);

    public CollapseWorld ArmUserfault()
    {
        Main.Mm.Vmas.Find(Vpn(0))!.Flags |= VmaFlags.UffdWp;
        return this;
    }

    public CollapseWorld Poison(long page)
    {
        Machine.Failures.PoisonFrames(Main.Mm.Pages.ReadPte(Vpn(page)).Payload, 1);
        return this;
    }

    /// <summary>Does something once in the window of a step, under what lock it needs.</summary>
    public void Race(CollapseStep step, RaceNeed need, Action action) =>
        Khugepaged.Arm(step, [new RacingOperation("race", need, Main, default, false, action)]);

    public long Vpn(long page) => (Heap.Range.Start >> Shift) + page;

    public long Head(long page) => Machine.Frames.Head(Main.Mm.Pages.ReadPte(Vpn(page)).Payload);

    public string Scan() => Report(Khugepaged.Scan());

    public string Report(DaemonReport report) => report.Finding is { } finding ? finding.Word + " " + finding.Name
        : report.IsAbsent ? "NOT_RUN"
        : Khugepaged.LastResult.KernelName()["SCAN_".Length..];

    /// <summary>The large folios as the spec's table writes them: <c>64K@0, 30x64K@32</c>; <c>none</c> if there is none.</summary>
    public string Picture(Process? process = null)
    {
        List<(string Name, long Slot, long Pages, bool Whole)> folios =
        [
            .. (process ?? Main).LayoutOf(Heap.Range).Runs.SelectMany(run => run.Each())
                .Where(run => run.Kind == RunKind.Folio && run.Order > 0)
                .Select(run => (Machine.Geometry.SizeOf(run.Order).ToString(), run.Page, run.Pages, run.IsWholeFolio)),
        ];
        List<string> items = [];
        for (int i = 0; i < folios.Count;)
        {
            (string name, long slot, long pages, bool whole) = folios[i];
            int count = 1;
            while (whole && i + count < folios.Count && folios[i + count] == (name, slot + (count * pages), pages, true))
            {
                count++;
            }

            items.Add((count > 1 ? count + "x" : "") + name + "@" + slot + (whole ? "" : $"(part {pages})"));
            i += count;
        }

        return items.Count == 0 ? "none" : string.Join(", ", items);
    }
}
