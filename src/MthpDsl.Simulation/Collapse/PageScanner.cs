using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Collapse;

/// <summary>Looks at the entries of a window one by one; the first that fails decides (COLLAPSE A.4, C.3, D.2).</summary>
internal sealed class PageScanner(Machine machine)
{
    /// <summary>Scans a window under the mmap lock and the page table's lock.</summary>
    /// <param name="control">On whose behalf.</param>
    /// <param name="table">The table of the window's PMD range.</param>
    /// <param name="slot">The window's first slot.</param>
    /// <param name="order">The window's order.</param>
    /// <param name="limits">How many of which kind it may have.</param>
    /// <param name="tally">What was counted. Only <see cref="ScanTally.Writable"/> is read.</param>
    public ScanResult Scan(CollapseControl control, PteTable table, int slot, int order, CollapseLimits limits, ref ScanTally tally)
    {
        bool skipsLarge = machine.Kernel.ScanSkipsLargerFolios && order != machine.Geometry.PmdOrder;
        int end = Math.Min(slot + (1 << order), table.Entries);
        tally = new ScanTally { Pfn = -1, Writable = tally.Writable };
        if (PlainScan.TryScan(machine, control, table, slot, end, limits, ref tally, out ScanResult plainly))
        {
            tally.LeftTable = plainly == ScanResult.Succeed && slot + (1 << order) > table.Entries;
            return plainly == ScanResult.Succeed ? Conclude(control, order, tally) : plainly;
        }

        long lastHead = -1;
        bool lastShared = false;
        for (int i = slot; i < end; i++)
        {
            tally.Slot = i;
            tally.Slots++;
            Pte pte = table[i];
            if (!pte.IsPage)
            {
                ScanResult absent = TestAbsent(pte, limits, ref tally);
                if (absent != ScanResult.Succeed)
                {
                    return absent;
                }

                continue;
            }

            int plain = PlainPages.Run(machine, table, i, end, lru: true);
            if (plain > 0)
            {
                CountPlain(control, pte, i, plain, ref tally);
                i += plain - 1;
                continue;
            }

            long head = machine.Frames.Head(pte.Payload);
            lastShared = head == lastHead ? lastShared : FolioSharing.IsSharedForCollapse(machine, head);
            ScanResult result = TestPage(control, pte, head, head == lastHead, lastShared, skipsLarge ? order : int.MaxValue, limits, ref tally);
            if (result != ScanResult.Succeed)
            {
                return result;
            }

            lastHead = head;
        }

        tally.LeftTable = slot + (1 << order) > table.Entries;
        return Conclude(control, order, tally);
    }

    /// <summary>The tests that follow the last slot.</summary>
    public ScanResult Conclude(CollapseControl control, int order, in ScanTally tally)
    {
        if (machine.Kernel.CollapseNeedsWritablePte && !tally.Writable)
        {
            return ScanResult.PageRo;
        }

        bool lacksReferences = tally.Young == 0 || (tally.Swap > 0 && tally.Young < (1 << order) / 2);
        return control.IsKhugepaged && lacksReferences ? ScanResult.LackReferencedPage : ScanResult.Succeed;
    }

    /// <summary>Whether the processor, or the kernel, saw the page used since it was last asked.</summary>
    public bool IsReferenced(CollapseControl control, Pte pte, long head) =>
        control.IsKhugepaged && (pte.IsYoung || machine.Frames.Has(head, FolioFlags.Referenced));

    /// <summary>A clean page that MADV_FREE gave up, which the merged collapse leaves to reclaim (COLLAPSE C.3).</summary>
    public bool IsLazyfree(CollapseControl control, Pte pte, long head) =>
        machine.Kernel.CollapseSkipsLazyfree
        && control.IsKhugepaged
        && !pte.IsDirty
        && (machine.Frames.Flags(head) & (FolioFlags.SwapBacked | FolioFlags.Dirty)) == 0;

    /// <summary>Counts a run of plain pages whose first is already counted as a slot.</summary>
    public void CountPlain(CollapseControl control, Pte first, int slot, int count, ref ScanTally tally)
    {
        tally.Slot = slot + count - 1;
        tally.Slots += count - 1;
        tally.Pfn = first.Payload + count - 1;
        tally.Writable |= first.IsWritable;
        tally.Young += IsReferenced(control, first, first.Payload) ? count : 0;
    }

    private static ScanResult TestAbsent(Pte pte, CollapseLimits limits, ref ScanTally tally)
    {
        if (pte.IsNone || pte.IsZeroPage)
        {
            return ++tally.None > limits.None ? ScanResult.ExceedNonePte : ScanResult.Succeed;
        }

        if (++tally.Swap > limits.Swap)
        {
            return ScanResult.ExceedSwapPte;
        }

        return pte.IsUffdWp ? ScanResult.PteUffdWp : ScanResult.Succeed;
    }

    // A folio is tested once for all its pages that follow each other; each page counts by itself.
    private ScanResult TestPage(
        CollapseControl control, Pte pte, long head, bool known, bool shared, int skippedOrder, CollapseLimits limits, ref ScanTally tally)
    {
        tally.Pfn = head;
        ScanResult result = TestEntry(control, pte, head, skippedOrder, ref tally);
        if (result != ScanResult.Succeed)
        {
            return result;
        }

        if (shared && ++tally.Shared > limits.Shared)
        {
            return ScanResult.ExceedSharedPte;
        }

        result = known ? ScanResult.Succeed : TestFolio(head);
        tally.Young += result == ScanResult.Succeed && IsReferenced(control, pte, head) ? 1 : 0;
        return result;
    }

    private ScanResult TestEntry(CollapseControl control, Pte pte, long head, int skippedOrder, ref ScanTally tally)
    {
        if (pte.IsUffdWp)
        {
            return ScanResult.PteUffdWp;
        }

        tally.Writable |= pte.IsWritable;
        if (IsLazyfree(control, pte, head))
        {
            return ScanResult.PageLazyfree;
        }

        return machine.Frames.Order(head) >= skippedOrder ? ScanResult.PteMappedHugepage : ScanResult.Succeed;
    }

    private ScanResult TestFolio(long head)
    {
        FolioFlags flags = machine.Frames.Flags(head);
        if ((flags & FolioFlags.Lru) == 0 || machine.LruAddBatch.Contains(head))
        {
            return ScanResult.PageLru;
        }

        if ((flags & FolioFlags.Locked) != 0)
        {
            return ScanResult.PageLock;
        }

        return HasForeignReferences(head) ? ScanResult.PageCount : ScanResult.Succeed;
    }

    /// <summary>!is_refcount_suitable: someone besides page tables and the swap cache holds the folio.</summary>
    public bool HasForeignReferences(long head)
    {
        int expected = machine.Folios.MapCount(head);
        if (machine.Frames.Has(head, FolioFlags.SwapCache))
        {
            expected += machine.Frames.Pages(head);
        }

        return machine.Folios.ReferenceCount(head) != expected;
    }
}
