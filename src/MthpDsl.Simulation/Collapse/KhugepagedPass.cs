using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

public sealed partial class Khugepaged
{
    private AddressSpace? _current;
    private long _address;
    private ScanResult _lastResult;

    /// <summary>What the range that was scanned last returned.</summary>
    internal ScanResult LastResult => _lastResult;

    private long PmdPages => _machine.Geometry.PmdPages;

    /// <summary>
    /// khugepaged_do_scan: drains the LRU batches, then visits address spaces until the budget is spent or the list was
    /// gone through. A failed allocation puts it to sleep once and ends the pass the second time.
    /// </summary>
    /// <param name="budget">Slots of progress.</param>
    /// <param name="endsWithList">Whether the end of the list ends the pass also where it did not begin at its head.</param>
    private void Pass(long budget, bool endsWithList = false)
    {
        _machine.LruAddBatch.Drain();
        _lastResult = ScanResult.Succeed;
        _control.Progress = 0;
        _machine.Beat();
        int timesAtHead = 0;
        bool maySleep = true;
        while (IsRunning && Finding is null)
        {
            timesAtHead += _current is null ? 1 : 0;
            if (_slots.Count == 0 || timesAtHead == 2)
            {
                return;
            }

            Visit(budget);
            if (_control.Progress >= budget || (endsWithList && _current is null))
            {
                return;
            }

            if (_lastResult == ScanResult.AllocHugePageFail)
            {
                if (!maySleep)
                {
                    return;
                }

                maySleep = false;
                NowMilliseconds += _machine.Policy.AllocSleepMilliseconds;
            }
        }
    }

    /// <summary>khugepaged_scan_mm_slot: one address space from the cursor on, until a collapse drops the mmap lock or the budget is spent.</summary>
    private void Visit(long budget)
    {
        if (_current is null)
        {
            _current = _slots[0];
            _address = 0;
        }

        AddressSpace mm = _current;
        _control.Progress++;
        bool done = true;
        if (!mm.IsDead && !mm.ThpDisabled)
        {
            _context.Take(LockName.MmapLock, LockMode.Read, mm, _address);
            done = WalkVmas(mm, budget);
            if (_context.HoldsMmapLock && Finding is null)
            {
                _context.Drop(LockName.MmapLock, mm, _address);
            }
        }

        if (Finding is null && (done || mm.IsDead))
        {
            NextSlot(mm);
        }
    }

    private bool WalkVmas(AddressSpace mm, long budget)
    {
        for (int i = mm.Vmas.IndexAtOrAfter(_address); i < mm.Vmas.Count; i++)
        {
            Vma vma = mm.Vmas[i];
            long end = vma.End & -PmdPages;
            if (_address > end || _policy.PossibleOrders(_control, mm, vma) == 0)
            {
                _control.Progress++;
                continue;
            }

            _address = Math.Max(_address, (vma.Start + PmdPages - 1) & -PmdPages);
            while (_address < end)
            {
                // A visit looks at one range at least, however little of the budget it found left.
                bool goesOn = PassIdleRanges(mm, vma, end, budget);
                if (goesOn && _address < end)
                {
                    CollapseRange(mm, vma);
                    goesOn = Finding is null && _context.HoldsMmapLock && _control.Progress < budget;
                }

                if (!goesOn)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void CollapseRange(AddressSpace mm, Vma vma)
    {
        _machine.Beat();
        _context.Journal.RangeFirst = _address;
        _lastResult = _policy.CollapseRange(_control, mm, vma, _address);
        if (_lastResult == ScanResult.Succeed)
        {
            _machine.Counters.PagesCollapsed++;
        }

        _address += PmdPages;
        _control.Progress += _machine.Kernel.ScanProgressPerSlot ? 0 : PmdPages;
    }

    // The list may have changed meanwhile; the address space itself stays in it while the cursor stands there.
    private void NextSlot(AddressSpace mm)
    {
        int next = _slots.IndexOf(mm) + 1;
        _current = next < _slots.Count ? _slots[next] : null;
        _address = 0;
        _machine.Counters.FullScans += _current is null ? 1 : 0;
        if (mm.IsDead)
        {
            _slots.Remove(mm);
        }
    }
}
