using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>A machine with swap and a mapping of 2M, to be damaged in one place.</summary>
public abstract class DamagedMachine
{
    private protected DamagedMachine()
    {
        Machine = new(KernelModel.Mainline, new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        Heap = Machine.Main.Map("heap", 2.MiB());
        First = Heap.Range.Start >> 12;
    }

    private protected Machine Machine { get; }

    private protected Process Main => Machine.Main;

    private protected Mapping Heap { get; }

    /// <summary>The first page of the mapping.</summary>
    private protected long First { get; }

    private protected AddressSpace Mm => Main.Mm;

    private protected FrameTable Frames => Machine.Frames;

    private protected Vma Vma => Mm.Vmas.Find(First)!;

    private protected PteTable Table => Mm.Pages.FindTable(Mm.Pages.PmdIndex(First))!;

    private protected void FindsAfter(Action damage, params string[] findings)
    {
        Assert.Empty(Machine.Check());
        damage();
        Assert.Equal(findings, Machine.Check());
    }

    private protected void PageOut()
    {
        Heap.Write();
        Heap.Advise(Advice.Pageout);
    }

    private protected void WriteLeaf()
    {
        Machine.Sysfs.Write("hugepages-2048kB/enabled", "always");
        Heap.Write();
    }

    /// <summary>Makes one folio of 64K at the beginning of the mapping.</summary>
    private protected long WriteFolio()
    {
        Machine.Sysfs.Write("hugepages-64kB/enabled", "always");
        Main.Write(Heap.Pages(0..1));
        return Table[0].Payload;
    }
}
