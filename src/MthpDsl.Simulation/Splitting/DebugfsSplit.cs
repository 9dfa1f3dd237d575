using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Splitting;

/// <summary>Writes to /sys/kernel/debug/split_huge_pages (split_huge_pages_pid; spec MM 5.6).</summary>
internal sealed class DebugfsSplit(Machine machine)
{
    /// <summary>Splits every large folio that a page of the range maps; folios with other references are passed over without a count.</summary>
    /// <param name="mm">Whose memory.</param>
    /// <param name="first">The first page.</param>
    /// <param name="end">The page behind the last; a hole ends the walk earlier.</param>
    /// <param name="newOrder">What to split to. Order 1 is accepted, and no anonymous folio is split to it.</param>
    /// <returns>EINVAL for the PMD order and above.</returns>
    public Errno Split(AddressSpace mm, long first, long end, int newOrder)
    {
        if (newOrder < 0 || newOrder >= machine.Geometry.PmdOrder)
        {
            return Errno.EINVAL;
        }

        PageTable pages = mm.Pages;
        for (long vpn = first; vpn < end && mm.Vmas.Find(vpn) is not null; vpn++)
        {
            machine.Beat();
            Pte pte = pages.ReadPte(vpn);
            if (!pte.IsPage)
            {
                continue;
            }

            long head = machine.Frames.Head(pte.Payload);
            if (machine.Frames.Order(head) > newOrder && machine.Splits.CanSplit(head))
            {
                machine.Splits.SplitFolio(head, newOrder);
            }
        }

        return Errno.None;
    }
}
