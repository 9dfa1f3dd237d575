using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// One try to put one folio under a window: a row of steps with the kernel's names, the same for every policy (COLLAPSE A.5, C.5, D.3).
/// The mmap lock may be held for reading when it begins; no lock is held when it ends.
/// </summary>
internal sealed partial class CollapseAttempt
{
    private static readonly (CollapseStep Step, Func<CollapseAttempt, ScanResult> Work)[] Steps =
    [
        (CollapseStep.Alloc, attempt => attempt.Allocate()),
        (CollapseStep.Revalidate, attempt => attempt.Revalidate()),
        (CollapseStep.Swapin, attempt => attempt.SwapIn()),
        (CollapseStep.Isolate, attempt => attempt.Isolate()),
        (CollapseStep.Copy, attempt => attempt.Copy()),
        (CollapseStep.Install, attempt => attempt.Install()),
    ];

    private readonly CollapseContext _context;
    private readonly Machine _machine;
    private readonly CollapseControl _control;
    private readonly ICollapsePolicy _policy;
    private readonly AddressSpace _mm;
    private readonly Window _window;
    private readonly int _swapped;
    private readonly int _referenced;
    private readonly PageIsolation _isolation;
    private readonly bool _underReadLock;

    private Vma _vma;
    private PteTable? _table;
    private bool _detached;
    private bool _isolated;
    private long _folio = -1;
    private ScanTally _tally = new() { Pfn = -1 };
    private WindowContents _contents;

    /// <summary>An attempt that has not begun.</summary>
    /// <param name="context">What all collapses share.</param>
    /// <param name="control">On whose behalf.</param>
    /// <param name="policy">Whose limits count.</param>
    /// <param name="mm">Whose memory.</param>
    /// <param name="vma">The VMA as the policy knows it.</param>
    /// <param name="window">What to collapse.</param>
    /// <param name="scanned">What the scan counted; its swap entries say whether there is anything to swap in.</param>
    public CollapseAttempt(
        CollapseContext context,
        CollapseControl control,
        ICollapsePolicy policy,
        AddressSpace mm,
        Vma vma,
        Window window,
        in ScanTally scanned)
    {
        _context = context;
        _machine = context.Machine;
        _control = control;
        _policy = policy;
        _mm = mm;
        _vma = vma;
        _window = window;
        _swapped = scanned.Swap;
        _referenced = scanned.Young;
        _isolation = context.Isolation;
        _underReadLock = _machine.Kernel.CollapsesSmallOrdersUnderReadLock && !IsPmdOrder;
    }

    private bool IsPmdOrder => _window.Order == _machine.Geometry.PmdOrder;

    private int FirstSlot => _mm.Pages.PteIndex(_window.First);

    private CollapseLimits Limits => _policy.Limits(_control, _vma, _window.Order);

    /// <summary>collapse_huge_page: runs the steps until one fails, and undoes what they did if so.</summary>
    public ScanResult Run()
    {
        if (_context.Journal.IsEnabled)
        {
            _contents = _context.Journal.Count(_mm, _window);
        }

        if (_context.HoldsMmapLock)
        {
            _context.Drop(LockName.MmapLock, _mm, _window.First);
        }

        ScanResult result = ScanResult.Fail;
        CollapseStep reached = CollapseStep.Alloc;
        foreach ((CollapseStep step, Func<CollapseAttempt, ScanResult> work) in Steps)
        {
            reached = step;
            result = work(this);
            if (result != ScanResult.Succeed)
            {
                break;
            }
        }

        if (_context.Journal.IsEnabled)
        {
            _context.Journal.Note(_mm, _window, reached, result, _tally, Limits, _contents);
        }

        if (_context.Finding is null)
        {
            Finish(result);
        }

        TraceAttempt(result);
        return result;
    }

    /// <summary>alloc_charge_folio: no lock is held.</summary>
    private ScanResult Allocate()
    {
        _context.Races.Reached(CollapseStep.Alloc, _mm, _window.First);
        Gfp gfp = _control.IsKhugepaged ? ThpGfp.ForKhugepaged(_machine.Policy.KhugepagedDefrag) : Gfp.Direct;
        _folio = _machine.Folios.Allocate(_window.Order, gfp, _vma.IndexOf(_window.First), out AllocationFailure failure);
        if (failure == AllocationFailure.None)
        {
            // It is on no LRU list before it is mapped: reclaim that races must not find it.
            _machine.Frames.ClearFlags(_folio, FolioFlags.Lru);
        }

        CollapseCounting.Allocation(_machine, _window.Order, failure != AllocationFailure.NoMemory);
        return failure switch
        {
            AllocationFailure.None => ScanResult.Succeed,
            AllocationFailure.NoMemory => ScanResult.AllocHugePageFail,
            _ => ScanResult.CgroupChargeFail,
        };
    }

    private ScanResult Revalidate()
    {
        _context.Take(LockName.MmapLock, LockMode.Read, _mm, _window.First);
        _context.Races.Reached(CollapseStep.Revalidate, _mm, _window.First);
        return LookUpAgain();
    }

    private ScanResult LookUpAgain()
    {
        ScanResult result = _context.Revalidate(_control, _mm, _window, out Vma? vma);
        if (result != ScanResult.Succeed)
        {
            return result;
        }

        _vma = vma!;
        result = _context.CheckPmd(_mm, _window.First);
        _table = result == ScanResult.Succeed ? _mm.Pages.Slot(_mm.Pages.PmdIndex(_window.First)).Table : null;
        return result;
    }

    // Everything that is still held is dropped, innermost first; a folio that was not installed goes back.
    private void Finish(ScanResult result)
    {
        if (_isolated)
        {
            _isolation.PutBack(_table!, FirstSlot, FirstSlot + _window.Pages);
        }

        if (_detached)
        {
            _mm.Pages.Slot(_mm.Pages.PmdIndex(_window.First)).Table = _table;
        }

        for (LockName name = LockName.FolioLock; name >= LockName.MmapLock; name--)
        {
            if (_context.Locks.Held(name) is not null)
            {
                _context.Drop(name, _mm, _window.First);
            }
        }

        if (result != ScanResult.Succeed && _folio >= 0)
        {
            _machine.Folios.Discard(_folio);
        }
    }

    private void TraceAttempt(ScanResult result)
    {
        if (_machine.Trace.IsEnabled)
        {
            CollapseTrace.Attempt(_context, _mm, _window.Order, result);
        }
    }
}
