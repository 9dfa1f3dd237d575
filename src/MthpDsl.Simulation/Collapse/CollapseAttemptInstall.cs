using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

internal sealed partial class CollapseAttempt
{
    /// <summary>Lets the old pages go and maps the new folio.</summary>
    private ScanResult Install()
    {
        _context.Races.Reached(CollapseStep.Install, _mm, _window.First);
        if (_underReadLock)
        {
            ReportLostWrites();
        }

        if (!_vma.Covers(_window.First, _window.End))
        {
            return LeaveVma();
        }

        _mm.AnonRssPages += ReleaseOldPages();
        _isolated = false;
        _context.Drop(LockName.FolioLock, _mm, _window.First);
        _context.Take(LockName.PmdLock, LockMode.Write, _mm, _window.First);
        Map();
        _context.Drop(LockName.PmdLock, _mm, _window.First);
        _context.Collapsed++;
        return ScanResult.Succeed;
    }

    // Revalidation looks at the aligned block, and a window that a skip has pushed off its alignment ends behind it.
    private ScanResult LeaveVma() => _context.Find(
        FindingKind.Bug,
        "B16",
        "the skip of a large folio counts its whole size from the entry where it was met, so the new folio is not aligned and reaches behind"
        + " its VMA: the BUG in rmap.c that checks a new folio against its VMA",
        _mm,
        _window.First,
        ScanResult.Fail);

    // COLLAPSE B6: the entries are cleared after the copy and without a flush, so a store between the two goes to the old page.
    private void ReportLostWrites()
    {
        for (int i = 0; i < _window.Pages; i++)
        {
            Pte pte = _table![FirstSlot + i];
            if (pte.IsPage && _machine.Frames.Token(pte.Payload) != _machine.Frames.Token(_folio + i))
            {
                _context.Lose(_mm, _window.First + i);
            }
        }
    }

    /// <summary>
    /// __collapse_huge_page_copy_succeeded: unmaps the old pages; before 6.17 one by one, which marks a large folio partially mapped on
    /// its way out.
    /// </summary>
    /// <returns>Holes and zero pages, which now count as resident.</returns>
    private int ReleaseOldPages()
    {
        int filled = 0;
        int end = FirstSlot + _window.Pages;
        int run = 1;
        for (int i = FirstSlot; i < end; i += run)
        {
            Pte pte = _table![i];
            run = 1;
            if (!pte.IsPage)
            {
                filled++;
                continue;
            }

            int plain = PlainPages.Run(_machine, _table, i, end, lru: false);
            if (plain > 0)
            {
                _machine.Folios.FreeRun(pte.Payload, plain);
                run = plain;
                continue;
            }

            run = _machine.Kernel.CollapseUnmapsInBatches ? _machine.Zap.BatchLength(_table, i, end - i) : 1;
            _machine.Rmap.RemovePtes(pte.Payload, run, _mm);
            if (_vma.Has(VmaFlags.Locked))
            {
                // folio_remove_rmap_pte munlocks; others may map the page still.
                _machine.Mlock.UnlockFolio(_machine.Frames.Head(pte.Payload));
            }

            if (_machine.Frames.Order(pte.Payload) == 0)
            {
                Release(pte.Payload);
            }
        }

        foreach (long head in _isolation.LargeFolios)
        {
            Release(head);
        }

        return filled;
    }

    // What nobody needs any more is freed; a page that is shared, or cached for another's swap entry, goes back to the LRU.
    private void Release(long head)
    {
        if (_machine.Folios.MapCount(head) == 0)
        {
            _machine.SwapCache.TryDropIfUnmapped(head);
            _machine.Folios.Put(head);
        }

        if (_machine.Frames.IsAllocated(head))
        {
            _isolation.PutBack(head);
        }
    }

    private void Map()
    {
        FrameTable frames = _machine.Frames;
        frames.SetIndex(_folio, _vma.IndexOf(_window.First));
        frames.SetExclusive(_folio, _window.Pages, true);
        _machine.Counters.Count(SizeStat.NrAnon, _window.Order);
        ref PmdSlot pmd = ref _mm.Pages.Slot(_mm.Pages.PmdIndex(_window.First));
        if (IsPmdOrder)
        {
            pmd.Table = null;
            pmd.Leaf = Pte.ForFrame(_folio, Attributes(dirty: true));
            _machine.Rmap.AddPmd(_folio, _mm);
        }
        else
        {
            // The series as posted does not mark the entries dirty (COLLAPSE A.5).
            _table!.SetRange(FirstSlot, _window.Pages, Pte.ForFrame(_folio, Attributes(dirty: !_underReadLock)));
            pmd.Table = _table;
            _machine.Rmap.AddPtes(_folio, _window.Pages, _mm);
        }

        _detached = false;
        _machine.AddToLru(_folio, _vma);
        if (IsPmdOrder || _machine.Kernel.CollapseQueuesSmallFolios)
        {
            _machine.DeferredSplits.Defer(_folio, partiallyMapped: false);
        }
    }

    private ulong Attributes(bool dirty)
    {
        ulong write = _vma.Has(VmaFlags.Write) ? Pte.WriteBit | (dirty ? Pte.DirtyBit : 0) : 0;
        return Pte.YoungBit | write | _vma.ProtectionBits;
    }
}
