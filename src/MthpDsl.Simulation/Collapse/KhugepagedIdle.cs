using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

public sealed partial class Khugepaged
{
    // Nobody looks on: what a range is scanned for shows in counters and in the daemon's progress only.
    private bool IsUnobserved => !_machine.Trace.IsEnabled && !_context.Journal.IsEnabled && _context.Races.IsEmpty;

    /// <summary>
    /// Passes ranges in which nothing is collapsed, as far as their bitmaps say so: with the counts, the progress and the locks that looking at
    /// their windows has.
    /// </summary>
    /// <returns>Whether the walk goes on behind them: false where the budget is spent.</returns>
    private bool PassIdleRanges(AddressSpace mm, Vma vma, long end, long budget)
    {
        if (!IsUnobserved || !PlainScan.MayTrust(_machine))
        {
            return true;
        }

        IdleTerms terms = _policy.IdleTerms(_control, mm, vma, _address);
        long exceeded = 0;
        bool goesOn = true;
        while (goesOn && _address < end)
        {
            if (terms.Orders != 0 && PassLeaves(mm, end, budget))
            {
                goesOn = _control.Progress < budget;
                continue;
            }

            if (!IsIdle(mm, terms, out IdleRange range))
            {
                break;
            }

            exceeded += range.Result == ScanResult.ExceedNonePte ? 1 : 0;
            goesOn = GoBehind(mm, range, budget);
        }

        CountIdle(terms, exceeded);
        return goesOn;
    }

    // A run of leaves: each has what the first has, and the lock is kept.
    private bool PassLeaves(AddressSpace mm, long end, long budget)
    {
        long step = _machine.Kernel.ScanProgressPerSlot ? 1 : PmdPages;
        long most = Math.Min((end - _address) / PmdPages, (budget - _control.Progress + step - 1) / step);
        long ranges = Math.Min(most, mm.Pages.LeavesOfRun(mm.Pages.PmdIndex(_address)));
        if (ranges <= 0)
        {
            return false;
        }

        _machine.Beat();
        _lastResult = _context.CheckPmd(mm, _address);
        _address += ranges * PmdPages;
        _control.Progress += ranges * step;
        return true;
    }

    private bool IsIdle(AddressSpace mm, in IdleTerms terms, out IdleRange range)
    {
        PmdSlot slot = mm.Pages.Peek(mm.Pages.PmdIndex(_address));
        if (slot.Table is { } table)
        {
            range = default;
            return table.IsPlain(_machine.Frames) && _policy.IsIdle(terms, table.Bitmaps, out range);
        }

        range = new IdleRange(_context.CheckPmd(mm, _address), Slots: 1);
        return terms.Orders != 0;
    }

    // What follows a range in the walk. Where its lock was dropped, the walk is begun again from here, and takes it again.
    private bool GoBehind(AddressSpace mm, in IdleRange range, long budget)
    {
        _machine.Beat();
        _lastResult = range.Result;
        _address += PmdPages;
        _control.Progress += _machine.Kernel.ScanProgressPerSlot ? range.Slots : PmdPages;
        bool goesOn = _control.Progress < budget;
        if (range.DropsLock && goesOn)
        {
            _control.Progress++;
            _context.Locks.TakeAgain(LockName.MmapLock);
        }
        else if (range.DropsLock)
        {
            _context.Drop(LockName.MmapLock, mm, _address);
        }

        return goesOn;
    }

    private void CountIdle(in IdleTerms terms, long ranges)
    {
        for (int order = PageGeometry.MinAnonOrder; ranges > 0 && order <= _machine.Geometry.PmdOrder; order++)
        {
            int windows = _policy.IdleWindows(terms, order);
            if (windows > 0)
            {
                CollapseCounting.Exceeded(_machine, order, ScanResult.ExceedNonePte, windows * ranges);
            }
        }
    }
}
