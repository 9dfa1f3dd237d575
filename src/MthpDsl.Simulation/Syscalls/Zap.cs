using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>Takes mappings away: MADV_DONTNEED, munmap, exit (zap_page_range_single, unmap_vmas; spec MM 4.4, 4.13).</summary>
internal sealed class Zap(Machine machine)
{
    /// <summary>Empties [first, end), which lies in one VMA.</summary>
    /// <param name="mm">Whose memory.</param>
    /// <param name="first">The first page.</param>
    /// <param name="end">The page behind the last.</param>
    /// <param name="locked">The VMA is mlocked, so that its folios are munlocked on the way (munlock_vma_folio).</param>
    public void Range(AddressSpace mm, long first, long end, bool locked = false)
    {
        PageTable pages = mm.Pages;
        while (first < end)
        {
            machine.Beat();
            long pmdIndex = pages.PmdIndex(first);
            long next = Math.Min(end, pages.FirstVpn(pmdIndex + 1));
            PmdSlot slot = pages.Peek(pmdIndex);
            if (slot.IsLeaf && next - first == pages.PmdPages)
            {
                Leaf(mm, pmdIndex, locked);
            }
            else if (!slot.IsNone)
            {
                if (slot.IsLeaf)
                {
                    machine.Splits.SplitPmd(mm, pmdIndex);
                }

                Ptes(mm, pages.Slot(pmdIndex).Table!, pages.PteIndex(first), (int)(next - first), locked);
            }

            first = next;
        }
    }

    /// <summary>
    /// The run of entries that are unmapped together: consecutive pages of one folio (folio_pte_batch). Write, dirty and accessed
    /// bits do not break it.
    /// </summary>
    public int BatchLength(PteTable table, int i, int limit)
    {
        const ulong Ignored = Pte.WriteBit | Pte.DirtyBit | Pte.YoungBit;
        Pte first = table[i];
        long pfn = first.Payload;
        int order = machine.Frames.Order(pfn);
        int most = Math.Min(limit, (int)((pfn | ((1L << order) - 1)) - pfn + 1));
        if (most == table.Entries && table.TryGetUniform(out _))
        {
            return most;
        }

        int count = 1;
        ulong expected = first.Word & ~Ignored;
        while (count < most && (table[i + count].Word & ~Ignored) == expected + ((ulong)count << Pte.PayloadShift))
        {
            count++;
        }

        return count;
    }

    private void Leaf(AddressSpace mm, long pmdIndex, bool locked)
    {
        ref PmdSlot slot = ref mm.Pages.Slot(pmdIndex);
        Pte leaf = slot.Leaf;
        slot = default;
        if (leaf.IsZeroPage)
        {
            return;
        }

        mm.AnonRssPages -= machine.Geometry.PmdPages;
        machine.Rmap.RemovePmd(leaf.Payload, mm);
        Release(leaf.Payload, locked);
    }

    private void Ptes(AddressSpace mm, PteTable table, int i, int count, bool locked)
    {
        if (count == table.Entries && !locked && TryLeaveShared(mm, table))
        {
            return;
        }

        int end = i + count;
        while (i < end)
        {
            Pte pte = table[i];
            int batch = 1;
            if (pte.IsPage)
            {
                batch = BatchLength(table, i, end - i);
                table.SetRange(i, batch, Pte.None);
                mm.AnonRssPages -= batch;
                machine.Rmap.RemovePtes(pte.Payload, batch, mm);
                Release(machine.Frames.Head(pte.Payload), locked);
            }
            else if (!pte.IsNone)
            {
                table[i] = Pte.None;
                if (pte.IsSwap)
                {
                    mm.SwapPages--;
                    machine.SwapCache.ReleaseSlot(pte.Payload);
                }
            }

            i += batch;
        }
    }

    // A table of one stretch, over a block of folios that are alike and that others go on mapping.
    private bool TryLeaveShared(AddressSpace mm, PteTable table)
    {
        if (!machine.UsesBulkPaths || !table.TryGetUniform(out Pte first) || !first.IsPage
            || !machine.Frames.TryChangeMappingsOfBlock(first.Payload, -1, mm.Id))
        {
            return false;
        }

        table.SetRange(0, table.Entries, Pte.None);
        mm.AnonRssPages -= table.Entries;
        return true;
    }

    private void Release(long head, bool locked)
    {
        if (locked)
        {
            machine.Mlock.UnlockFolio(head);
        }

        machine.SwapCache.TryDropIfUnmapped(head);
        machine.Folios.Put(head);
    }
}
