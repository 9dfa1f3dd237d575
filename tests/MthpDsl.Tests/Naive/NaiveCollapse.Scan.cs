namespace MthpDsl.Tests.Naive;

/// <summary>COLLAPSE A.4, which is D.2 where the order is the PMD's.</summary>
internal sealed partial class NaiveCollapse
{
    private (NaiveResult Result, int Next, int Swapped) ScanWindow(int at, int order, ref bool writable)
    {
        int none = 0, swap = 0, shared = 0, young = 0;
        for (int slot = at; slot < at + (1 << order); slot++)
        {
            if (slot >> _world.PmdOrder != at >> _world.PmdOrder)
            {
                _world.Finding = "reads past the page table";
                return (NaiveResult.Fail, slot, 0);
            }

            NaiveSlot entry = _world.Slots[slot];
            if (entry.Kind == NaiveKind.Swap)
            {
                if (++swap > SwapLimit(order))
                {
                    return (NaiveResult.ExceedSwap, 0, 0);
                }

                continue;
            }

            if (entry.Kind != NaiveKind.Page)
            {
                if (++none > NoneLimit(order))
                {
                    return (NaiveResult.ExceedNone, 0, 0);
                }

                continue;
            }

            writable |= entry.Writable;
            NaiveFolio folio = _world.Folio(entry.Folio);
            if (_rules.Policy != NaivePolicy.PmdOnly && order != _world.PmdOrder && folio.Order >= order)
            {
                return (NaiveResult.FolioTooLarge, slot + (1 << folio.Order), 0);
            }

            if (IsShared(folio) && ++shared > SharedLimit(order))
            {
                return (NaiveResult.ExceedShared, 0, 0);
            }

            if (folio.Held || folio.InBatch)
            {
                return (NaiveResult.PageCount, 0, 0);
            }

            young += entry.Young ? 1 : 0;
        }

        if (_rules.NeedsWritable && !writable)
        {
            return (NaiveResult.PageReadOnly, 0, 0);
        }

        bool cold = young == 0 || (swap > 0 && young < (1 << order) / 2);
        return (cold ? NaiveResult.NotYoung : NaiveResult.Pass, at + (1 << order), swap);
    }
}
