namespace MthpDsl.Tests.Naive;

/// <summary>COLLAPSE A.5, C.5, D.3: one window, from the allocation to the install.</summary>
internal sealed partial class NaiveCollapse
{
    private NaiveResult CollapseWindow(int at, int order, int swapped)
    {
        if (!Allocate(order))
        {
            return NaiveResult.AllocationFailed;
        }

        if (swapped > 0 && !SwapIn(at, order))
        {
            return NaiveResult.ExceedSwap;
        }

        List<int> taken = [];
        NaiveResult result = Isolate(at, order, taken);
        if (result == NaiveResult.Pass)
        {
            Install(at, order);
            return NaiveResult.Success;
        }

        if (_rules.Policy == NaivePolicy.AsPosted && order < _world.PmdOrder)
        {
            _world.Finding = "B13: leaves with the locks held";
            return result;
        }

        PutBack(taken);
        return result;
    }

    private bool SwapIn(int at, int order)
    {
        bool any = false;
        for (int slot = at; slot < at + (1 << order); slot++)
        {
            if (_world.Slots[slot].Kind != NaiveKind.Swap)
            {
                continue;
            }

            if (_rules.Policy == NaivePolicy.Merged && order < _world.PmdOrder)
            {
                return false;
            }

            NaiveSlot swappedOut = _world.Slots[slot];
            _world.Write(slot);
            _world.Slots[slot].Writable = swappedOut.Writable;
            _world.FolioAt(slot).Held = swappedOut.HeldInCache;
            any = true;
        }

        if (any)
        {
            _world.DrainBatch();
        }

        return true;
    }

    private NaiveResult Isolate(int at, int order, List<int> taken)
    {
        int none = 0, shared = 0, young = 0;
        bool writable = false;
        for (int slot = at; slot < at + (1 << order); slot++)
        {
            NaiveSlot entry = _world.Slots[slot];
            if (entry.Kind != NaiveKind.Page)
            {
                if (++none > NoneLimit(order))
                {
                    return NaiveResult.ExceedNone;
                }

                continue;
            }

            NaiveFolio folio = _world.Folio(entry.Folio);
            if (_rules.SkipsLazyfree && entry.Lazyfree)
            {
                return NaiveResult.PageLazyfree;
            }

            if (IsShared(folio) && ++shared > SharedLimit(order))
            {
                return NaiveResult.ExceedShared;
            }

            if (_rules.Policy != NaivePolicy.PmdOnly && order < _world.PmdOrder && folio.Order >= order)
            {
                return NaiveResult.FolioTooLarge;
            }

            if (!taken.Contains(entry.Folio))
            {
                if (folio.Held || folio.InBatch)
                {
                    return NaiveResult.PageCount;
                }

                taken.Add(entry.Folio);
            }

            writable |= entry.Writable;
            young += entry.Young ? 1 : 0;
        }

        return _rules.NeedsWritable && !writable ? NaiveResult.PageReadOnly : young == 0 ? NaiveResult.NotYoung : NaiveResult.Pass;
    }

    // Base pages from the last back to the first, then the large ones.
    private void PutBack(List<int> taken)
    {
        taken.Reverse();
        foreach (int folio in taken.Where(folio => _world.Folio(folio).Order == 0))
        {
            _world.AddToBatch(folio);
        }

        foreach (int folio in taken.Where(folio => _world.Folio(folio).Order > 0))
        {
            _world.AddToBatch(folio);
        }
    }

    private void Install(int at, int order)
    {
        bool leaf = order == _world.PmdOrder;
        int number = _world.AddFolio(new NaiveFolio { Order = order, Maps = leaf ? 1 : 1 << order, FirstPageMaps = leaf ? 0 : 1 });
        for (int i = 0; i < 1 << order; i++)
        {
            ref NaiveSlot entry = ref _world.Slots[at + i];
            if (entry.Kind == NaiveKind.Page)
            {
                ref NaiveFolio old = ref _world.Folio(entry.Folio);
                old.Maps--;
                old.FirstPageMaps -= entry.Index == 0 ? 1 : 0;
            }

            entry = new NaiveSlot { Kind = NaiveKind.Page, Folio = number, Index = i, Writable = true, Young = true };
        }

        _world.Leaf[at >> _world.PmdOrder] |= leaf;
        _world.AddToBatch(number);
    }
}
