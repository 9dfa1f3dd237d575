using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Statistics;

/// <summary>How many TLB entries map a range (spec MM 10).</summary>
internal sealed class TlbEstimate(Machine machine, AddressSpace mm)
{
    // What a folded block must have in common: all but the accessed and the dirty bit.
    private const ulong Ignored = Pte.YoungBit | Pte.DirtyBit;

    /// <summary>PMD leaves, contiguous blocks where the processor has them, and single entries.</summary>
    public long Entries(long first, long end)
    {
        long entries = 0;
        PageTable pages = mm.Pages;
        while (first < end)
        {
            long pmdIndex = pages.PmdIndex(first);
            long next = Math.Min(end, pages.FirstVpn(pmdIndex + 1));
            PmdSlot slot = pages.Peek(pmdIndex);
            if (slot.IsLeaf)
            {
                entries += slot.Leaf.IsReadable ? 1 : 0;
            }
            else if (slot.Table is { } table)
            {
                entries += InTable(table, pages.PteIndex(first), pages.PteIndex(first) + (int)(next - first));
            }

            first = next;
        }

        return entries;
    }

    private long InTable(PteTable table, int i, int end)
    {
        int block = 1 << machine.Geometry.ContPteOrder;
        long entries = 0;
        while (i < end)
        {
            int start = i & -block;
            if (machine.Options.Arch == Arch.Arm64 && IsFolded(table, start, block))
            {
                entries++;
                i = start + block;
                continue;
            }

            int stop = Math.Min(end, start + block);
            for (; i < stop; i++)
            {
                entries += table[i].IsReadable ? 1 : 0;
            }
        }

        return entries;
    }

    // __contpte_try_fold: one folio, aligned frames in order, the same rights.
    private bool IsFolded(PteTable table, int start, int block)
    {
        Pte first = table[start];
        long pfn = first.Payload;
        if (!first.IsPage || !first.IsReadable || (pfn & (block - 1)) != 0 || machine.Frames.Pages(pfn) < block)
        {
            return false;
        }

        Pte expected = first.Without(Ignored);
        for (int k = 1; k < block; k++)
        {
            if (table[start + k].Without(Ignored) != expected.Advance(k))
            {
                return false;
            }
        }

        return true;
    }
}
