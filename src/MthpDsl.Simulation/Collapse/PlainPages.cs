using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// Runs of base pages about which a scan has nothing to find out one by one: mapped here and nowhere else, held by nobody, in no batch, not
/// locked, not cached for swap. Most memory is so, and what holds for one page of a run holds for all.
/// </summary>
internal static class PlainPages
{
    private const FolioFlags Special =
        FolioFlags.Locked | FolioFlags.SwapCache | FolioFlags.Mlocked | FolioFlags.Unevictable | FolioFlags.Writeback;

    /// <summary>The length of the run that begins at a slot; 0 if its page is not plain.</summary>
    /// <param name="machine">Whose frames.</param>
    /// <param name="table">The page table.</param>
    /// <param name="slot">An entry that maps a page.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="lru">Whether the pages must be on an LRU list, or must not: isolated.</param>
    public static int Run(Machine machine, PteTable table, int slot, int end, bool lru)
    {
        if (!PlainScan.MayTrust(machine))
        {
            return 0;
        }

        Pte pte = table[slot];
        FolioFlags flags = machine.Frames.Flags(pte.Payload);
        if (pte.IsUffdWp
            || (flags & Special) != 0
            || (flags & FolioFlags.SwapBacked) == 0
            || (flags & FolioFlags.Lru) != 0 != lru)
        {
            return 0;
        }

        // The entries first: where frames lie at random, their run ends at once, and that of the frames' properties does not.
        return machine.Frames.MappedOnceRun(pte.Payload, table.RunLength(slot, end - slot));
    }
}
