using System.Numerics;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// The scan of a window whose table holds nothing but holes, zero pages and plain pages: counted from the table's bitmaps, with the outcome
/// and the tally that looking at the entries one by one has.
/// </summary>
internal static class PlainScan
{
    /// <summary>Scans the window, if its table allows it.</summary>
    /// <param name="machine">Whose frames.</param>
    /// <param name="control">On whose behalf: only khugepaged asks who used a page.</param>
    /// <param name="table">The table.</param>
    /// <param name="slot">The window's first slot.</param>
    /// <param name="end">The slot behind its last.</param>
    /// <param name="limits">How many holes it may have.</param>
    /// <param name="tally">Begun; what is counted goes there.</param>
    /// <param name="result">ExceedNonePte, or Succeed.</param>
    /// <returns>False where the entries have to be looked at.</returns>
    public static bool TryScan(
        Machine machine, CollapseControl control, PteTable table, int slot, int end, CollapseLimits limits, ref ScanTally tally, out ScanResult result)
    {
        result = ScanResult.Succeed;
        if (!MayTrust(machine) || !table.IsPlain(machine.Frames))
        {
            return false;
        }

        EntryBitmaps bitmaps = table.Bitmaps;
        int lastPage = -1;
        int stop = end;
        for (int group = slot >> 6; group << 6 < stop; group++)
        {
            ulong mask = MaskOf(group, slot, end);
            ulong absent = ~bitmaps.Pages[group] & mask;
            int holes = BitOperations.PopCount(absent);
            if (tally.None + holes > limits.None)
            {
                int place = Bitmap.PlaceOf(absent, limits.None - tally.None);
                stop = (group << 6) + place + 1;
                mask &= ulong.MaxValue >> (63 - place);
                holes = limits.None - tally.None + 1;
                result = ScanResult.ExceedNonePte;
            }

            ulong pages = bitmaps.Pages[group] & mask;
            tally.None += holes;
            tally.Young += control.IsKhugepaged ? BitOperations.PopCount(bitmaps.Young[group] & mask) : 0;
            tally.Writable |= (bitmaps.Writable[group] & mask) != 0;
            lastPage = pages == 0 ? lastPage : (group << 6) + BitOperations.Log2(pages);
        }

        tally.Slot = stop - 1;
        tally.Slots = stop - slot;
        tally.Pfn = lastPage < 0 ? -1 : table[lastPage].Payload;
        return true;
    }

    /// <summary>Whether nothing stands beside the page tables and frames that a scan would have to ask about single pages.</summary>
    public static bool MayTrust(Machine machine) =>
        machine.UsesBulkPaths && machine.LruAddBatch.Count == 0 && machine.Frames.References.Count == 0;

    private static ulong MaskOf(int group, int slot, int end)
    {
        int first = Math.Max(slot - (group << 6), 0);
        int behind = Math.Min(end - (group << 6), 64);
        return (ulong.MaxValue << first) & (ulong.MaxValue >> (64 - behind));
    }
}
