using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Auditing;

/// <summary>Each folio against the census, and the gauges against the folios.</summary>
internal sealed class FolioAudit(Machine machine, MappingCensus census, Findings findings)
{
    private readonly long[] _folios = new long[machine.Geometry.PmdOrder + 1];
    private readonly long[] _partiallyMapped = new long[machine.Geometry.PmdOrder + 1];
    private long _queued;
    private long _pmdMapped;

    private FrameTable Frames => machine.Frames;

    /// <summary>Frames that folios have.</summary>
    public long FolioFrames { get; private set; }

    public void Check()
    {
        foreach (long head in Frames.Heads())
        {
            CheckFolio(head);
        }

        foreach (long head in census.Folios.Keys.Where(head => Frames.Head(head) != head))
        {
            findings.Add($"frame {head:x} is mapped as a head and is none");
        }

        CheckGauges();
        CheckQueue();
    }

    private void CheckFolio(long head)
    {
        int order = Frames.Order(head);
        long pages = 1L << order;
        FolioFlags flags = Frames.Flags(head);
        FolioFrames += pages;
        if ((head & (pages - 1)) != 0)
        {
            findings.Add($"folio {head:x} of order {order} is not aligned");
        }

        if (machine.Buddy.IsFree(head) || machine.Buddy.IsFree(head + pages - 1))
        {
            findings.Add($"folio {head:x} of order {order} has frames that the buddy allocator calls free");
        }

        ReadOnlySpan<ushort> mapCounts = census.MapCounts(head, (int)pages);
        int entire = order == 0 ? 0 : CheckLarge(head, order, flags, mapCounts);
        bool isShared = entire + (mapCounts.IsEmpty ? 0 : 1) > 1 || mapCounts.ContainsAnyExceptInRange((ushort)0, (ushort)1);
        if (isShared || !Frames.Block(head).MapCountsAre(Frames.Slot(head), (int)pages, mapCounts))
        {
            CheckPages(head, pages, entire, mapCounts);
        }

        if (machine.Folios.ReferenceCount(head) == 0)
        {
            findings.Add($"folio {head:x} of order {order} is referred to by nothing, and was not freed");
        }
    }

    private void CheckPages(long head, long pages, int entire, ReadOnlySpan<ushort> mapCounts)
    {
        for (int i = 0; i < pages; i++)
        {
            int mapCount = mapCounts.IsEmpty ? 0 : mapCounts[i];
            findings.Expect(mapCount, Frames.MapCount(head + i), "the mapcount of frame", head + i);
            if (mapCount + entire > 1 && Frames.IsExclusive(head + i))
            {
                findings.Add($"frame {head + i:x} is marked exclusive and mapped {mapCount + entire} times");
            }
        }
    }

    private int CheckLarge(long head, int order, FolioFlags flags, ReadOnlySpan<ushort> mapCounts)
    {
        LargeFolio folio = Frames.PeekLarge(head);
        FolioTally tally = census.Folios.GetValueOrDefault(head) ?? new FolioTally();
        int mappedPages = mapCounts.Length - mapCounts.Count((ushort)0);
        findings.Expect(tally.Mappings, folio.LargeMapCount, "large_mapcount of folio", head);
        findings.Expect(tally.Leaves, folio.EntireMapCount, "entire_mapcount of folio", head);
        findings.Expect(mappedPages, folio.MappedPages, "the pages mapped of folio", head);
        CheckOwner(head, tally, folio.FirstOwner, folio.FirstOwnerMaps);
        CheckOwner(head, tally, folio.SecondOwner, folio.SecondOwnerMaps);
        _folios[order]++;
        _partiallyMapped[order] += flags.HasFlag(FolioFlags.PartiallyMapped) ? 1 : 0;
        _queued += flags.HasFlag(FolioFlags.OnDeferredList) ? 1 : 0;
        _pmdMapped += folio.EntireMapCount > 0 ? 1 : 0;
        return folio.EntireMapCount;
    }

    // Mappings made while both owner slots were taken are not tracked, so a slot may know fewer than there are.
    private void CheckOwner(long head, FolioTally tally, int owner, int mappings)
    {
        if (owner != 0 && (mappings <= 0 || mappings > tally.ByOwner.GetValueOrDefault(owner)))
        {
            findings.Add($"folio {head:x} gives address space {owner} {mappings} mappings, which has {tally.ByOwner.GetValueOrDefault(owner)}");
        }
    }

    private void CheckGauges()
    {
        Counters counters = machine.Counters;
        findings.Expect(_pmdMapped, counters[VmStat.NrAnonTransparentHugepages], "nr_anon_transparent_hugepages");
        for (int order = PageGeometry.MinAnonOrder; order <= machine.Geometry.PmdOrder; order++)
        {
            findings.Expect(_folios[order], counters[SizeStat.NrAnon, order], "nr_anon of order", order);
            findings.Expect(
                _partiallyMapped[order],
                counters[SizeStat.NrAnonPartiallyMapped, order],
                "nr_anon_partially_mapped of order", order);
        }
    }

    private void CheckQueue()
    {
        List<long> queue = machine.DeferredSplits.ToList();
        findings.Expect(_queued, queue.Count, "the length of the deferred split queue");
        findings.Expect(queue.Count, machine.DeferredSplits.Count, "the count of the deferred split queue");
        foreach (long head in queue)
        {
            if (!Frames.IsAllocated(head) || !Frames.Has(head, FolioFlags.OnDeferredList))
            {
                findings.Add($"the deferred split queue holds {head:x}, which is not marked as queued");
            }
        }
    }
}
