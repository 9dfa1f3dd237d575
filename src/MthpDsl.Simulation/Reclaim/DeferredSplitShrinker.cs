using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>The shrinker of the deferred split queue: splits what is partially mapped or underused (spec MM 5.5).</summary>
internal sealed class DeferredSplitShrinker(Machine machine)
{
    /// <summary>Goes through the whole queue once, from its head.</summary>
    public void Scan()
    {
        foreach (long head in machine.DeferredSplits.ToList())
        {
            if (machine.Frames.Has(head, FolioFlags.OnDeferredList))
            {
                Scan(head);
            }
        }
    }

    private void Scan(long head)
    {
        bool partial = machine.Frames.Has(head, FolioFlags.PartiallyMapped);
        if (!partial)
        {
            if (machine.Kernel.KeepsMlockedOnDeferredQueue && machine.Frames.Has(head, FolioFlags.Mlocked))
            {
                return;
            }

            // One look decides: a folio that is used well enough never comes back to the queue by itself.
            machine.DeferredSplits.Remove(head);
            if (!IsUnderused(head))
            {
                return;
            }
        }

        Errno errno = machine.Splits.SplitFolio(head);
        if (errno != Errno.None && partial)
        {
            machine.DeferredSplits.Remove(head);
            machine.DeferredSplits.Append(head);
        }
        else if (errno == Errno.None && !partial)
        {
            machine.Counters.Count(VmStat.ThpUnderusedSplitPage);
        }
    }

    /// <summary>thp_underused: more zero-filled pages than max_ptes_none, found before enough filled ones are.</summary>
    private bool IsUnderused(long head)
    {
        int limit = machine.Policy.MaxPtesNone;
        if (limit == machine.Geometry.PmdPages - 1)
        {
            return false;
        }

        int zero = 0;
        int filled = 0;
        for (int i = 0; i < machine.Frames.Pages(head); i++)
        {
            if (machine.Frames.Token(head + i) == 0)
            {
                if (++zero > limit)
                {
                    return true;
                }
            }
            else if (++filled >= machine.Geometry.PmdPages - limit)
            {
                return false;
            }
        }

        return false;
    }
}
