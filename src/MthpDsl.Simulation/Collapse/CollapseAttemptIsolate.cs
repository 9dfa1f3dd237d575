using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

internal sealed partial class CollapseAttempt
{
    /// <summary>Takes the locks for the exchange, then the old pages off the LRU.</summary>
    private ScanResult Isolate()
    {
        ScanResult result = _underReadLock ? LockTableOnly() : LockForWriting();
        if (result != ScanResult.Succeed)
        {
            return result;
        }

        _context.Races.Reached(CollapseStep.Isolate, _mm, _window.First);
        _context.Take(LockName.FolioLock, LockMode.Write, _mm, _window.First);
        result = _isolation.Isolate(_control, _table!, FirstSlot, _window.Order, Limits, out _tally);
        CollapseCounting.Exceeded(_machine, _window.Order, result);
        if (_machine.Trace.IsEnabled)
        {
            CollapseTrace.Isolate(_context, _window.Order, _tally, result);
        }

        _isolated = result == ScanResult.Succeed;
        if (!_underReadLock)
        {
            _context.Drop(LockName.PteLock, _mm, _window.First);
        }

        return _isolated || !_underReadLock ? result : LeaveLocked(result);
    }

    // The series as posted: the mmap lock stays held for reading, the PTE lock is held from here to the end (COLLAPSE A.5).
    private ScanResult LockTableOnly()
    {
        _context.Take(LockName.AnonVmaLock, LockMode.Write, _mm, _window.First);
        _context.Take(LockName.PteLock, LockMode.Write, _mm, _window.First);
        return ScanResult.Succeed;
    }

    // All others: the mmap lock for writing, everything looked up once more, and the PMD cleared and flushed, so that no access
    // to the range gets past the VMA's lock.
    private ScanResult LockForWriting()
    {
        _context.Drop(LockName.MmapLock, _mm, _window.First);
        _context.Take(LockName.MmapLock, LockMode.Write, _mm, _window.First);
        ScanResult result = LookUpAgain();
        if (result != ScanResult.Succeed)
        {
            return result;
        }

        _context.Take(LockName.VmaLock, LockMode.Write, _mm, _window.First);
        _context.Take(LockName.AnonVmaLock, LockMode.Write, _mm, _window.First);
        _context.Take(LockName.PmdLock, LockMode.Write, _mm, _window.First);
        _mm.Pages.Slot(_mm.Pages.PmdIndex(_window.First)).Table = null;
        _detached = true;
        _context.Drop(LockName.PmdLock, _mm, _window.First);
        _context.Take(LockName.PteLock, LockMode.Write, _mm, _window.First);
        return ScanResult.Succeed;
    }

    // COLLAPSE B13: the posted series' error exit drops neither the PTE lock nor the anon_vma lock.
    private ScanResult LeaveLocked(ScanResult result)
    {
        bool stale = result == ScanResult.PageRo;
        return _context.Find(
            FindingKind.Hang,
            stale ? "B14" : "B13",
            (stale
                ? "the scan's 'writable' is not reset between windows, so a window without a writable entry passes the scan and then cannot be isolated; "
                : "")
            + "vma_collapse_anon_folio() returns with the PTE lock and the anon_vma lock held when a window below PMD size fails: khugepaged"
            + " sleeps in atomic context, and the next touch of the page table spins for ever",
            _mm,
            _window.First,
            result);
    }

    /// <summary>__collapse_huge_page_copy: page by page; a hole or a zero page stays zero.</summary>
    private ScanResult Copy()
    {
        _context.Races.Reached(CollapseStep.Copy, _mm, _window.First);
        if (IsPmdOrder)
        {
            _context.Drop(LockName.AnonVmaLock, _mm, _window.First);
        }

        bool mayFail = _machine.Failures.IsArmed;
        int slot = FirstSlot;
        for (int i = 0; i < _window.Pages;)
        {
            Pte pte = _table![slot + i];
            int run = 1;
            if (pte.IsPage)
            {
                if (mayFail && _machine.Failures.IsPoisoned(pte.Payload))
                {
                    _tally.Slot = slot + i;
                    return _underReadLock ? LeaveLocked(ScanResult.CopyMc) : ScanResult.CopyMc;
                }

                run = mayFail ? 1 : _table.RunLength(slot + i, Math.Min(_window.Pages - i, BlockRest(pte.Payload)));
                _machine.Frames.CopyTokens(pte.Payload, _folio + i, run);
            }

            _context.Locks.Copy(run);
            i += run;
        }

        return ScanResult.Succeed;
    }

    // Frames of a run must not leave their block; the new folio never does.
    private int BlockRest(long frame) => _machine.Geometry.PmdPages - _machine.Frames.Slot(frame);
}
