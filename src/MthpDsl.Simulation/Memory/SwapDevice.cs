namespace MthpDsl.Simulation.Memory;

/// <summary>
/// A swap area: slots of one base page each, what refers to them, which folio is cached for them and what they hold
/// (spec MM 6.2). Slot 0 is the header and never handed out.
/// </summary>
/// <remarks>A slot is used while a page table entry refers to it or a folio is in the swap cache for it. Clusters that were
/// never used cost nothing.</remarks>
internal sealed partial class SwapDevice
{
    /// <summary>No folio is in the swap cache for the slot.</summary>
    public const long NoFolio = -1;

    private readonly int _clusterShift;
    private readonly SwapCluster?[] _clusters;
    private readonly SwapClusterList _freed = new();
    private readonly SwapClusterList[] _nonfull;
    private readonly SwapClusterList[] _frag;
    private readonly long[] _position;
    private readonly bool _prefersNonfull;
    private long _freshCluster;

    /// <param name="geometry">A cluster has HPAGE_PMD_NR slots.</param>
    /// <param name="size">The size of the device; its first page is the header.</param>
    /// <param name="backing">What it lies on.</param>
    /// <param name="prefersNonfull">Whether partly used clusters of the order are tried before unused ones (since 6.18).</param>
    public SwapDevice(PageGeometry geometry, ByteSize size, SwapKind backing, bool prefersNonfull)
    {
        _clusterShift = geometry.PmdOrder;
        _prefersNonfull = prefersNonfull;
        Slots = geometry.PagesIn(size);
        _clusters = new SwapCluster?[(Slots + geometry.PmdPages - 1) >> _clusterShift];
        Backing = backing;
        TakesLargeFolios = backing != SwapKind.File && geometry == PageGeometry.Pages4K;
        _nonfull = NewLists();
        _frag = NewLists();
        _position = new long[_clusterShift + 1];
        if (Slots > 0)
        {
            // The header makes cluster 0 a partly used one from the start, so base pages begin there, at slot 1.
            SwapCluster first = Touch(_freshCluster++);
            first.References[0] = 1;
            first.Used = 1;
            MoveTo(first, first.Used == SlotsOf(first) ? SwapClusterState.Full : SwapClusterState.Nonfull);
            _position[0] = Slots > 1 ? 1 : 0;
        }
    }

    private SwapDevice(SwapDevice other)
    {
        _clusterShift = other._clusterShift;
        _prefersNonfull = other._prefersNonfull;
        _freshCluster = other._freshCluster;
        _position = (long[])other._position.Clone();
        _clusters = new SwapCluster?[other._clusters.Length];
        Slots = other.Slots;
        UsedSlots = other.UsedSlots;
        AcceptsPages = other.AcceptsPages;
        Backing = other.Backing;
        TakesLargeFolios = other.TakesLargeFolios;
        _nonfull = NewLists();
        _frag = NewLists();
        CloneList(other._freed, _freed);
        for (int order = 0; order <= _clusterShift; order++)
        {
            CloneList(other._nonfull[order], _nonfull[order]);
            CloneList(other._frag[order], _frag[order]);
        }

        foreach (SwapCluster? cluster in other._clusters)
        {
            if (cluster is { State: SwapClusterState.Full })
            {
                _clusters[cluster.Index] = cluster.CloneDetached();
            }
        }
    }

    /// <summary>What the area lies on.</summary>
    public SwapKind Backing { get; }

    /// <summary>All slots, the header's among them.</summary>
    public long Slots { get; }

    /// <summary>Slots that can hold a page.</summary>
    public long UsableSlots => Math.Max(0, Slots - 1);

    /// <summary>Slots that hold a page, or had one reserved.</summary>
    public long UsedSlots { get; private set; }

    /// <summary>SWP_SYNCHRONOUS_IO: writes are done when they return, and a swap-in may go around the swap cache.</summary>
    public bool IsSynchronous => Backing == SwapKind.Zram;

    /// <summary>CONFIG_THP_SWAP and SWP_BLKDEV: with base pages of 4K, a block device takes a large folio whole (spec MM 10).</summary>
    public bool TakesLargeFolios { get; }

    /// <summary>vm_swap_full: more than half of the slots are used, so the swap cache is given up eagerly.</summary>
    public bool IsHalfFull => UsedSlots * 2 > UsableSlots;

    /// <summary>SWP_WRITEOK: whether slots are handed out; not while swapoff empties the area.</summary>
    public bool AcceptsPages { get; set; } = true;

    /// <summary>
    /// Asked for a slot that only the swap cache holds, where an allocation needs room and the area is half full; answers
    /// whether the folio gave its slots back.
    /// </summary>
    public Func<long, bool>? ReclaimCached { get; set; }

    /// <summary>Page table entries that refer to a slot.</summary>
    public int References(long slot) => Find(slot)?.References[Within(slot)] ?? 0;

    /// <summary>The folio in the swap cache for a slot, or <see cref="NoFolio"/>.</summary>
    public long CachedFolio(long slot) => Find(slot)?.CachedFolios[Within(slot)] ?? NoFolio;

    /// <summary>Whether a slot is in use, by an entry or by the swap cache.</summary>
    public bool IsUsed(long slot) => Find(slot)?.IsUsed(Within(slot)) ?? false;

    /// <summary>One more page table entry refers to a used slot: at unmap for swap-out, and at fork.</summary>
    public void Reference(long slot)
    {
        ref ushort references = ref Used(slot).References[Within(slot)];
        references = checked((ushort)(references + 1));
    }

    /// <summary>One entry less. The slot is free where none is left and no folio is cached for it.</summary>
    /// <returns>Whether the slot is free now.</returns>
    public bool Unreference(long slot)
    {
        SwapCluster cluster = Used(slot);
        ref ushort references = ref cluster.References[Within(slot)];
        references--;
        return ReleaseIfUnused(cluster, Within(slot));
    }

    /// <summary>Puts a folio into the swap cache for a slot that entries refer to, as readahead does.</summary>
    public void Cache(long slot, long folio) => Used(slot).CachedFolios[Within(slot)] = folio;

    /// <summary>Takes a folio out of the swap cache. The slots that no entry refers to are free then.</summary>
    /// <param name="slot">The folio's first slot.</param>
    /// <param name="count">Its pages.</param>
    public void Uncache(long slot, int count)
    {
        for (long at = slot; at < slot + count; at++)
        {
            SwapCluster cluster = Used(at);
            cluster.CachedFolios[Within(at)] = NoFolio;
            ReleaseIfUnused(cluster, Within(at));
        }
    }

    /// <summary>What was written to a slot.</summary>
    public long Content(long slot) => Used(slot).Contents[Within(slot)];

    /// <summary>Whether the slot stands for a page of zeros that was never written (the zeromap).</summary>
    public bool IsZero(long slot) => (Used(slot).Zero[Within(slot) >> 6] >> (Within(slot) & 63) & 1) != 0;

    /// <summary>Writes a page.</summary>
    public void Write(long slot, long content, bool zero)
    {
        SwapCluster cluster = Used(slot);
        int within = Within(slot);
        cluster.Contents[within] = content;
        ulong bit = 1UL << (within & 63);
        if (zero)
        {
            cluster.Zero[within >> 6] |= bit;
        }
        else
        {
            cluster.Zero[within >> 6] &= ~bit;
        }
    }

    /// <summary>The used slots in ascending order, without the header: what swapoff walks.</summary>
    public IEnumerable<long> EnumerateUsed()
    {
        foreach (SwapCluster? cluster in _clusters)
        {
            for (int within = 0; cluster is not null && within < SlotsOf(cluster); within++)
            {
                long slot = (cluster.Index << _clusterShift) + within;
                if (slot != 0 && cluster.IsUsed(within))
                {
                    yield return slot;
                }
            }
        }
    }

    /// <summary>A copy that shares nothing, for the fork of a machine. <see cref="ReclaimCached"/> is not copied.</summary>
    public SwapDevice Clone() => new(this);

    private int Within(long slot) => (int)(slot & ((1L << _clusterShift) - 1));

    private SwapCluster? Find(long slot) => _clusters[slot >> _clusterShift];

    private SwapCluster Used(long slot)
    {
        SwapCluster? cluster = Find(slot);
        if (cluster is null || !cluster.IsUsed(Within(slot)))
        {
            throw new InvalidOperationException($"swap slot {slot} is not in use");
        }

        return cluster;
    }

    private SwapClusterList[] NewLists()
    {
        var lists = new SwapClusterList[_clusterShift + 1];
        for (int order = 0; order < lists.Length; order++)
        {
            lists[order] = new SwapClusterList();
        }

        return lists;
    }

    private void CloneList(SwapClusterList from, SwapClusterList to)
    {
        for (SwapCluster? cluster = from.First; cluster is not null; cluster = cluster.Next)
        {
            SwapCluster copy = cluster.CloneDetached();
            _clusters[copy.Index] = copy;
            to.AddLast(copy);
        }
    }
}
