namespace MthpDsl.Simulation.Memory;

/// <summary>Which slots a folio gets (spec MM 6.2).</summary>
internal sealed partial class SwapDevice
{
    /// <summary>
    /// Finds slots for a folio, all in one aligned run, and puts the folio into the swap cache for them.
    /// </summary>
    /// <param name="order">0 to the PMD order.</param>
    /// <param name="folio">The folio that is cached for the slots from now on.</param>
    /// <returns>The first slot, a multiple of the folio's pages; -1 where there is none, and for a large folio on a file.</returns>
    public long Allocate(int order, long folio)
    {
        if (!AcceptsPages || (order > 0 && !TakesLargeFolios))
        {
            return -1;
        }

        long slot = FromPosition(order);
        if (slot < 0)
        {
            slot = _prefersNonfull
                ? FirstOf(FromNonfull, FromUnused, FromFrag, order)
                : FirstOf(FromUnused, FromNonfull, FromFrag, order);
        }

        if (slot < 0 && order == 0)
        {
            slot = StealBaseSlot();
        }

        if (slot >= 0)
        {
            Take(slot, order, folio);
            return slot;
        }

        return ReclaimFullClusters() ? Allocate(order, folio) : -1;
    }

    /// <summary>Where the area is half full, the slots that only the swap cache holds are given up; says whether one was.</summary>
    private bool ReclaimFullClusters()
    {
        if (!IsHalfFull || ReclaimCached is null)
        {
            return false;
        }

        bool any = false;
        foreach (long slot in EnumerateUsed().Where(slot => References(slot) == 0).ToList())
        {
            any |= IsUsed(slot) && ReclaimCached(slot);
        }

        return any;
    }

    private static long FirstOf(Func<int, long> first, Func<int, long> second, Func<int, long> third, int order)
    {
        long slot = first(order);
        slot = slot >= 0 ? slot : second(order);
        return slot >= 0 ? slot : third(order);
    }

    /// <summary>Goes on behind the last allocation of this order. Position 0, the header's, means that there is none.</summary>
    private long FromPosition(int order)
    {
        long position = _position[order];
        return position == 0 ? -1 : Scan(Find(position), position, order);
    }

    private long FromUnused(int order)
    {
        if (_freshCluster << _clusterShift < Slots)
        {
            SwapCluster fresh = Touch(_freshCluster);
            long slot = Scan(fresh, fresh.Index << _clusterShift, order);
            if (slot >= 0)
            {
                _freshCluster++;
                return slot;
            }

            // The last cluster may be too short for the order; it stays for smaller ones.
            _clusters[fresh.Index] = null;
        }

        return _freed.First is { } freed ? Scan(freed, freed.Index << _clusterShift, order) : -1;
    }

    /// <summary>Partly used clusters of the order. One that is looked at goes to the frag list, found or not.</summary>
    private long FromNonfull(int order)
    {
        while (order < _clusterShift && _nonfull[order].First is { } cluster)
        {
            MoveTo(cluster, SwapClusterState.Frag);
            long slot = Scan(cluster, cluster.Index << _clusterShift, order);
            if (slot >= 0)
            {
                return slot;
            }
        }

        return -1;
    }

    private long FromFrag(int order)
    {
        for (int tries = order < _clusterShift ? _frag[order].Count : 0; tries > 0; tries--)
        {
            SwapCluster cluster = _frag[order].First!;
            MoveTo(cluster, SwapClusterState.Frag);
            long slot = Scan(cluster, cluster.Index << _clusterShift, order);
            if (slot >= 0)
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>A base page may use the holes that larger orders left.</summary>
    private long StealBaseSlot()
    {
        for (int order = 1; order <= _clusterShift; order++)
        {
            foreach (SwapClusterList list in new[] { _frag[order], _nonfull[order] })
            {
                if (list.First is { } cluster && Scan(cluster, cluster.Index << _clusterShift, 0) is >= 0 and var slot)
                {
                    return slot;
                }
            }
        }

        return -1;
    }

    /// <summary>The first aligned run of unused slots in a cluster from a slot on, or -1.</summary>
    private long Scan(SwapCluster? cluster, long from, int order)
    {
        int pages = 1 << order;
        if (cluster is null || cluster.Used + pages > SlotsOf(cluster)
            || (order > 0 && cluster.Used > 0 && cluster.Order != order))
        {
            return -1;
        }

        for (int within = Within(from); within + pages <= SlotsOf(cluster); within += pages)
        {
            if (IsUnused(cluster, within, pages))
            {
                return (cluster.Index << _clusterShift) + within;
            }
        }

        return -1;
    }

    private bool IsUnused(SwapCluster cluster, int first, int pages)
    {
        for (int within = first; within < first + pages; within++)
        {
            if (cluster.References[within] != 0)
            {
                return false;
            }

            if (cluster.CachedFolios[within] == NoFolio)
            {
                continue;
            }

            // Only the swap cache holds the slot. While swap is plentiful that counts as used.
            long slot = (cluster.Index << _clusterShift) + within;
            if (!IsHalfFull || ReclaimCached is null || !ReclaimCached(slot))
            {
                return false;
            }
        }

        return true;
    }

    private void Take(long slot, int order, long folio)
    {
        SwapCluster cluster = Find(slot)!;
        int pages = 1 << order;
        cluster.CachedFolios.AsSpan(Within(slot), pages).Fill(folio);
        if (cluster.Used == 0)
        {
            cluster.Order = order;
        }

        bool first = cluster.Used == 0;
        cluster.Used += pages;
        UsedSlots += pages;
        if (cluster.Used == SlotsOf(cluster))
        {
            MoveTo(cluster, SwapClusterState.Full);
        }
        else if (first)
        {
            MoveTo(cluster, SwapClusterState.Nonfull);
        }

        long next = slot + pages;
        _position[order] = Within(next) == 0 || next >= Slots ? 0 : next;
    }

    private bool ReleaseIfUnused(SwapCluster cluster, int within)
    {
        if (cluster.IsUsed(within))
        {
            return false;
        }

        cluster.Contents[within] = 0;
        cluster.Zero[within >> 6] &= ~(1UL << (within & 63));
        cluster.Used--;
        UsedSlots--;
        if (cluster.Used == 0)
        {
            MoveTo(cluster, SwapClusterState.Free);
        }
        else if (cluster.State != SwapClusterState.Nonfull)
        {
            MoveTo(cluster, SwapClusterState.Nonfull);
        }

        return true;
    }

    private void MoveTo(SwapCluster cluster, SwapClusterState state)
    {
        // A cluster that was never used is Free and on no list yet: the counter of fresh clusters stands for it.
        if (cluster.Next is not null || cluster.Previous is not null || ListOf(cluster)?.First == cluster)
        {
            ListOf(cluster)!.Remove(cluster);
        }

        cluster.State = state;
        ListOf(cluster)?.AddLast(cluster);
    }

    private SwapClusterList? ListOf(SwapCluster cluster) => cluster.State switch
    {
        SwapClusterState.Free => _freed,
        SwapClusterState.Nonfull => _nonfull[cluster.Order],
        SwapClusterState.Frag => _frag[cluster.Order],
        _ => null,
    };

    private SwapCluster Touch(long index)
    {
        var cluster = new SwapCluster(index, 1 << _clusterShift);
        _clusters[index] = cluster;
        return cluster;
    }

    private int SlotsOf(SwapCluster cluster) =>
        (int)Math.Min(1L << _clusterShift, Slots - (cluster.Index << _clusterShift));
}
