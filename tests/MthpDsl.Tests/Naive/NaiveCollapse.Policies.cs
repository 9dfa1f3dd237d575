using System.Numerics;

namespace MthpDsl.Tests.Naive;

/// <summary>COLLAPSE A.3, the repaired form after A.8, C.3 and C.4, D.1.</summary>
internal sealed partial class NaiveCollapse
{
    private NaiveResult RangePmdOnly(int start)
    {
        if (!HasTable(start))
        {
            return NaiveResult.NoTable;
        }

        bool writable = false;
        (NaiveResult result, _, int swapped) = ScanWindow(start, _world.PmdOrder, ref writable);
        return result == NaiveResult.Pass ? CollapseWindow(start, _world.PmdOrder, swapped) : result;
    }

    private NaiveResult RangeAsPosted(int start)
    {
        bool[] orders = [.. _rules.Enabled];
        int order = Highest(orders);
        int at = start;
        bool writable = false;
        while (true)
        {
            if (!HasTable(at))
            {
                return NaiveResult.NoTable;
            }

            (NaiveResult result, int next, int swapped) = ScanWindow(at, order, ref writable);
            if (result == NaiveResult.Pass)
            {
                result = CollapseWindow(at, order, swapped);
                if (next == start + _world.Hpn)
                {
                    return result;
                }
            }

            if (_world.Finding is not null)
            {
                return result;
            }

            if (result is NaiveResult.FolioTooLarge or NaiveResult.Success)
            {
                at = next;
                order = BitOperations.TrailingZeroCount(at);
                if (order >= orders.Length || !orders[order])
                {
                    order = Highest(orders);
                }
            }
            else
            {
                orders[order] = false;
                order = Highest(orders);
            }

            if (order < 2)
            {
                return result;
            }
        }
    }

    private NaiveResult RangeRepaired(int start)
    {
        int at = start;
        int order = HighestEnabled();
        NaiveResult result = NaiveResult.Fail;
        while (at < start + _world.Hpn)
        {
            if (!HasTable(at))
            {
                return at == start ? NaiveResult.NoTable : result;
            }

            bool writable = false;
            (result, _, int swapped) = ScanWindow(at, order, ref writable);
            if (result == NaiveResult.Pass)
            {
                result = CollapseWindow(at, order, swapped);
            }

            int lower = HighestEnabled(order - 1);
            if (result is NaiveResult.FolioTooLarge or NaiveResult.Success || lower < 2)
            {
                at += 1 << order;
                order = HighestEnabled(BitOperations.TrailingZeroCount(at));
            }
            else
            {
                order = lower;
            }
        }

        return result;
    }

    private NaiveResult RangeMerged(int start)
    {
        if (!HasTable(start))
        {
            return NaiveResult.NoTable;
        }

        (NaiveResult scanned, bool[] present, int swapped) = ScanMerged(start);
        return scanned == NaiveResult.Pass ? WalkMerged(start, present, swapped) : scanned;
    }

    private (NaiveResult Result, bool[] Present, int Swapped) ScanMerged(int start)
    {
        int none = 0, swap = 0, shared = 0, young = 0;
        bool[] present = new bool[_world.Hpn];
        int noneLimit = HighestEnabled(_world.PmdOrder - 1) < 0 ? NoneLimit(_world.PmdOrder) : _world.Hpn - 1;
        for (int i = 0; i < _world.Hpn; i++)
        {
            NaiveSlot entry = _world.Slots[start + i];
            if (entry.Kind is NaiveKind.Hole or NaiveKind.Zero)
            {
                if (++none > noneLimit)
                {
                    return (NaiveResult.ExceedNone, present, swap);
                }

                continue;
            }

            if (entry.Kind == NaiveKind.Swap)
            {
                if (++swap > _rules.MaxSwap)
                {
                    return (NaiveResult.ExceedSwap, present, swap);
                }

                continue;
            }

            NaiveFolio folio = _world.Folio(entry.Folio);
            if (entry.Lazyfree)
            {
                return (NaiveResult.PageLazyfree, present, swap);
            }

            if (IsShared(folio) && ++shared > _rules.MaxShared)
            {
                return (NaiveResult.ExceedShared, present, swap);
            }

            present[i] = true;
            if (folio.Held || folio.InBatch)
            {
                return (NaiveResult.PageCount, present, swap);
            }

            young += entry.Young ? 1 : 0;
        }

        bool cold = young == 0 || (swap > 0 && young < _world.Hpn / 2);
        return (cold ? NaiveResult.NotYoung : NaiveResult.Pass, present, swap);
    }

    private NaiveResult WalkMerged(int start, bool[] present, int swapped)
    {
        int collapsed = 0;
        NaiveResult last = NaiveResult.Fail;
        bool allocationFailed = false;
        int order = _world.PmdOrder;
        for (int offset = 0; offset < _world.Hpn;)
        {
            bool lower = true;
            int have = present.AsSpan(offset, 1 << order).Count(true) + (order == _world.PmdOrder ? swapped : 0);
            if (_rules.Enabled[order] && have >= (1 << order) - NoneLimit(order, asksVma: false))
            {
                NaiveResult result = CollapseWindow(start + offset, order, swapped);
                collapsed += result == NaiveResult.Success ? 1 : 0;
                lower = result is not (NaiveResult.Success or NaiveResult.FolioTooLarge);
                allocationFailed |= result == NaiveResult.AllocationFailed;
                last = lower ? result : last;
            }

            if (lower && HighestEnabled(order - 1) >= 2)
            {
                order--;
                continue;
            }

            offset += 1 << order;
            order = Math.Min(BitOperations.TrailingZeroCount(offset), _world.PmdOrder);
        }

        return collapsed > 0 ? NaiveResult.Success : allocationFailed ? NaiveResult.AllocationFailed : last;
    }
}
