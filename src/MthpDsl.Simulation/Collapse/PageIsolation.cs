using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Collapse;

/// <summary>Locks the pages of a window, takes them off the LRU, and puts them back where it fails (COLLAPSE A.5, C.5, D.3).</summary>
internal sealed class PageIsolation(Machine machine, PageScanner scanner)
{
    private readonly List<long> _large = [];

    /// <summary>__collapse_huge_page_isolate: the scan's tests again, now with the pages locked.</summary>
    /// <param name="control">On whose behalf.</param>
    /// <param name="table">The window's table; the caller has detached it, or holds its lock.</param>
    /// <param name="slot">The window's first slot.</param>
    /// <param name="order">The window's order.</param>
    /// <param name="limits">How many of which kind it may have.</param>
    /// <param name="tally">What was counted.</param>
    /// <returns>Succeed with all pages isolated, or the first failure with none.</returns>
    public ScanResult Isolate(CollapseControl control, PteTable table, int slot, int order, CollapseLimits limits, out ScanTally tally)
    {
        _large.Clear();
        tally = new ScanTally { Pfn = -1 };
        bool skipsLarge = machine.Kernel.CollapsePolicy != CollapsePolicyKind.PmdOnly && order != machine.Geometry.PmdOrder;
        int end = slot + (1 << order);
        ScanResult result = ScanResult.Succeed;
        for (int i = slot; i < end; i++)
        {
            tally.Slot = i;
            tally.Slots++;
            int plain = table[i].IsPage ? PlainPages.Run(machine, table, i, end, lru: true) : 0;
            if (plain > 0)
            {
                machine.Frames.ClearRunFlags(table[i].Payload, plain, FolioFlags.Lru);
                scanner.CountPlain(control, table[i], i, plain, ref tally);
                i += plain - 1;
                continue;
            }

            result = IsolateEntry(control, table[i], limits, skipsLarge ? order : int.MaxValue, ref tally);
            if (result != ScanResult.Succeed)
            {
                PutBack(table, slot, i);
                return result;
            }
        }

        result = Conclude(control, tally);
        if (result != ScanResult.Succeed)
        {
            PutBack(table, slot, end);
        }

        return result;
    }

    /// <summary>
    /// release_pte_pages: base pages go back from the last to the first, through the LRU-add batch, then the large folios.
    /// </summary>
    /// <param name="table">The window's table.</param>
    /// <param name="slot">The window's first slot.</param>
    /// <param name="end">The slot behind the last that was isolated.</param>
    public void PutBack(PteTable table, int slot, int end)
    {
        for (int i = end - 1; i >= slot; i--)
        {
            Pte pte = table[i];
            if (pte.IsPage && machine.Frames.Order(pte.Payload) == 0)
            {
                PutBack(pte.Payload);
            }
        }

        foreach (long head in _large)
        {
            PutBack(head);
        }

        _large.Clear();
    }

    /// <summary>The large folios that are isolated; each once.</summary>
    public List<long> LargeFolios => _large;

    /// <summary>folio_putback_lru.</summary>
    public void PutBack(long head)
    {
        if (machine.Frames.Has(head, FolioFlags.Unevictable))
        {
            machine.Frames.SetFlags(head, FolioFlags.Lru);
        }
        else
        {
            machine.LruAddBatch.Add(head);
        }
    }

    private ScanResult IsolateEntry(CollapseControl control, Pte pte, CollapseLimits limits, int skippedOrder, ref ScanTally tally)
    {
        if (pte.IsNone || pte.IsZeroPage)
        {
            return ++tally.None > limits.None ? ScanResult.ExceedNonePte : ScanResult.Succeed;
        }

        if (!pte.IsPresent)
        {
            return ScanResult.PteNonPresent;
        }

        if (pte.IsUffdWp)
        {
            return ScanResult.PteUffdWp;
        }

        long head = machine.Frames.Head(pte.Payload);
        tally.Pfn = head;
        if (scanner.IsLazyfree(control, pte, head))
        {
            return ScanResult.PageLazyfree;
        }

        if (FolioSharing.IsSharedForCollapse(machine, head) && ++tally.Shared > limits.Shared)
        {
            return ScanResult.ExceedSharedPte;
        }

        int order = machine.Frames.Order(head);
        if (order >= skippedOrder)
        {
            return ScanResult.PteMappedHugepage;
        }

        bool taken = order > 0 && _large.Contains(head);
        ScanResult result = taken ? ScanResult.Succeed : Take(head, order);
        tally.Young += result == ScanResult.Succeed && scanner.IsReferenced(control, pte, head) ? 1 : 0;
        tally.Writable |= result == ScanResult.Succeed && pte.IsWritable;
        return result;
    }

    private ScanResult Take(long head, int order)
    {
        if (machine.Frames.Has(head, FolioFlags.Locked))
        {
            return ScanResult.PageLock;
        }

        if (scanner.HasForeignReferences(head))
        {
            return ScanResult.PageCount;
        }

        if (!machine.Frames.Has(head, FolioFlags.Lru))
        {
            return ScanResult.DelPageLru;
        }

        machine.Frames.ClearFlags(head, FolioFlags.Lru);
        if (order > 0)
        {
            _large.Add(head);
        }

        return ScanResult.Succeed;
    }

    private ScanResult Conclude(CollapseControl control, in ScanTally tally)
    {
        if (machine.Kernel.CollapseNeedsWritablePte && !tally.Writable)
        {
            return ScanResult.PageRo;
        }

        return control.IsKhugepaged && tally.Young == 0 ? ScanResult.LackReferencedPage : ScanResult.Succeed;
    }
}
