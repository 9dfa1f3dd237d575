using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

/// <summary>What all collapses of a machine share: its locks, the races armed for it, its journal, and what it ran into.</summary>
internal sealed class CollapseContext
{
    private readonly List<LostWrite> _lostWrites = [];

    public CollapseContext(Machine machine)
    {
        Machine = machine;
        Locks = new LockLedger(machine.Trace, NameOf);
        Races = new RaceQueue(this);
        Journal = new CollapseJournal(this);
        Scanner = new PageScanner(machine);
        Isolation = new PageIsolation(machine, Scanner);
    }

    public Machine Machine { get; }

    public LockLedger Locks { get; }

    public RaceQueue Races { get; }

    public CollapseJournal Journal { get; }

    public PageScanner Scanner { get; }

    /// <summary>What is isolated now; one collapse at a time isolates.</summary>
    public PageIsolation Isolation { get; }

    /// <summary>The bug that ended the kernel, if one did.</summary>
    public KernelFinding? Finding { get; private set; }

    public IReadOnlyList<LostWrite> LostWrites => _lostWrites;

    /// <summary>Windows collapsed, ever.</summary>
    public long Collapsed { get; set; }

    /// <summary>Swapped pages that collapses brought in, ever.</summary>
    public long SwappedIn { get; set; }

    public bool HoldsMmapLock => Locks.Held(LockName.MmapLock) is not null;

    /// <summary>The name of the process that owns an address space.</summary>
    public string NameOf(int mm) => Machine.Processes.First(process => process.Mm.Id == mm).Name;

    public long AddressOf(long vpn) => vpn << Machine.Geometry.PageShift;

    public void Take(LockName name, LockMode mode, AddressSpace mm, long vpn) => Locks.Take(name, mode, mm.Id, AddressOf(vpn));

    /// <summary>Drops a lock; what waited for it may run.</summary>
    public void Drop(LockName name, AddressSpace mm, long vpn)
    {
        Locks.Drop(name, mm.Id, AddressOf(vpn));
        Races.RunWaiting(mm);
    }

    /// <summary>find_pmd_or_thp_or_none: whether a page table is there to be scanned.</summary>
    public ScanResult CheckPmd(AddressSpace mm, long vpn)
    {
        long pmdIndex = mm.Pages.PmdIndex(vpn);
        PmdSlot slot = mm.Pages.Peek(pmdIndex);
        if (slot.IsTable)
        {
            return ScanResult.Succeed;
        }

        if (slot.IsLeaf)
        {
            return ScanResult.PmdMapped;
        }

        if (Machine.Kernel.NamesMissingTablesAlike)
        {
            return ScanResult.NoPteTable;
        }

        return mm.Pages.HasPmdTable(pmdIndex) ? ScanResult.PmdNone : ScanResult.PmdNull;
    }

    /// <summary>hugepage_vma_revalidate: looks the VMA up again and checks it for an order (COLLAPSE A.5, C.5).</summary>
    public ScanResult Revalidate(CollapseControl control, AddressSpace mm, Window window, out Vma? vma)
    {
        vma = null;
        if (mm.IsDead)
        {
            return ScanResult.AnyProcess;
        }

        int i = mm.Vmas.IndexAtOrAfter(window.First);
        if (i == mm.Vmas.Count)
        {
            return ScanResult.VmaNull;
        }

        vma = mm.Vmas[i];
        int order = Machine.Kernel.CollapseRevalidatesPmdRange ? Machine.Geometry.PmdOrder : window.Order;
        long first = window.First & -(1L << order);
        if (!vma.Covers(first, first + (1L << order)))
        {
            return ScanResult.AddressRange;
        }

        return AllowableOrders.Of(Machine, mm, vma, control.Mode, 1u << window.Order) == 0 ? ScanResult.VmaCheck : ScanResult.Succeed;
    }

    /// <summary>Scans a window, if its page table is there, under the mmap lock for reading; counts, traces and notes how it ended.</summary>
    public ScanResult ScanWindow(
        CollapseControl control, ICollapsePolicy policy, AddressSpace mm, Vma vma, Window window, ref ScanTally tally)
    {
        CollapseLimits limits = policy.Limits(control, vma, window.Order);
        return ScanWindow(control, mm, window, limits, ref tally);
    }

    /// <summary>The same with limits of the caller's.</summary>
    public ScanResult ScanWindow(CollapseControl control, AddressSpace mm, Window window, CollapseLimits limits, ref ScanTally tally)
    {
        Races.Reached(CollapseStep.Scan, mm, window.First);
        ScanResult result = CheckPmd(mm, window.First);
        if (result == ScanResult.Succeed)
        {
            PteTable table = mm.Pages.Slot(mm.Pages.PmdIndex(window.First)).Table!;
            result = Scanner.Scan(control, table, mm.Pages.PteIndex(window.First), window.Order, limits, ref tally);
            CollapseCounting.Exceeded(Machine, window.Order, result);
        }
        else
        {
            tally = new ScanTally { Pfn = -1, Writable = tally.Writable };
        }

        if (Machine.Trace.IsEnabled)
        {
            CollapseTrace.Scan(this, mm, tally, result);
        }

        if (Journal.IsEnabled && result != ScanResult.Succeed)
        {
            Journal.Note(mm, window, CollapseStep.Scan, result, tally, limits, Journal.Count(mm, window));
        }

        return result;
    }

    /// <summary>The kernel has reached one of its bugs.</summary>
    public ScanResult Find(FindingKind kind, string name, string sentence, AddressSpace mm, long vpn, ScanResult result)
    {
        Finding = new KernelFinding(kind, name, sentence, NameOf(mm.Id), AddressOf(vpn), result);
        Machine.Trace.Emit(
            TraceEventKind.KernelFinding,
            new("mm", Finding.Process),
            TraceField.Address(Finding.Address),
            new("bug", name),
            new("state", Finding.Word));
        return result;
    }

    public void Lose(AddressSpace mm, long vpn)
    {
        LostWrite lost = new(NameOf(mm.Id), AddressOf(vpn));
        _lostWrites.Add(lost);
        Machine.Trace.Emit(TraceEventKind.LostWrite, new("mm", lost.Process), TraceField.Address(lost.Address));
    }

    /// <summary>Takes over what has happened so far, for the fork of a machine.</summary>
    public void CopyFrom(CollapseContext other)
    {
        Locks.CopyFrom(other.Locks);
        Journal.CopyFrom(other.Journal);
        Finding = other.Finding;
        Collapsed = other.Collapsed;
        SwappedIn = other.SwappedIn;
        _lostWrites.AddRange(other._lostWrites);
    }
}
