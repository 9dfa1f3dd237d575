namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>The VMAs of an address space, ascending and disjoint, with split and merge (spec MM 4.11).</summary>
internal sealed class VmaList(AddressSpace owner)
{
    private readonly List<Vma> _vmas = [];

    public int Count => _vmas.Count;

    public Vma this[int i] => _vmas[i];

    /// <summary>The VMA that contains a page, or null.</summary>
    public Vma? Find(long vpn)
    {
        int i = IndexAtOrAfter(vpn);
        return i < _vmas.Count && _vmas[i].Contains(vpn) ? _vmas[i] : null;
    }

    /// <summary>The place of the first VMA that ends after a page: the one that contains it, or the next.</summary>
    public int IndexAtOrAfter(long vpn)
    {
        int low = 0;
        int high = _vmas.Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_vmas[middle].End > vpn)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>Whether this very VMA is still in the list.</summary>
    public bool Holds(Vma vma)
    {
        int i = IndexAtOrAfter(vma.Start);
        return i < _vmas.Count && ReferenceEquals(_vmas[i], vma);
    }

    /// <summary>The parts of VMAs that lie in a range, ascending. The list must not change meanwhile.</summary>
    public IEnumerable<(Vma Vma, long First, long End)> Parts(long first, long end)
    {
        for (int i = IndexAtOrAfter(first); i < _vmas.Count && _vmas[i].Start < end; i++)
        {
            Vma vma = _vmas[i];
            yield return (vma, Math.Max(first, vma.Start), Math.Min(end, vma.End));
        }
    }

    /// <summary>Whether VMAs cover the range without a hole.</summary>
    public bool CoversWithoutHole(long first, long end)
    {
        long next = first;
        foreach ((_, long partFirst, long partEnd) in Parts(first, end))
        {
            if (partFirst != next)
            {
                return false;
            }

            next = partEnd;
        }

        return next >= end;
    }

    public void Insert(Vma vma) => _vmas.Insert(IndexAtOrAfter(vma.Start), vma);

    public void Remove(Vma vma) => _vmas.Remove(vma);

    /// <summary>Splits the VMA that contains a boundary strictly inside it. The caller splits a PMD leaf there first.</summary>
    public void SplitAt(long boundary)
    {
        int i = IndexAtOrAfter(boundary);
        if (i == _vmas.Count || boundary <= _vmas[i].Start)
        {
            return;
        }

        Vma lower = _vmas[i];
        Vma upper = lower.Clone();
        upper.Start = boundary;
        upper.PageOffset = lower.IndexOf(boundary);
        lower.End = boundary;
        _vmas.Insert(i + 1, upper);
    }

    /// <summary>Merges a VMA with the neighbours that it may merge with; gives the VMA that it has become.</summary>
    /// <param name="vma">A VMA of the list.</param>
    /// <param name="merged">Whether it merged with any.</param>
    public Vma Merge(Vma vma, out bool merged)
    {
        merged = false;
        int i = _vmas.IndexOf(vma);
        if (i > 0 && MayMerge(_vmas[i - 1], vma))
        {
            Vma lower = _vmas[i - 1];
            Absorb(lower, vma);
            _vmas.RemoveAt(i);
            vma = lower;
            i--;
            merged = true;
        }

        if (i + 1 < _vmas.Count && MayMerge(vma, _vmas[i + 1]))
        {
            Absorb(vma, _vmas[i + 1]);
            _vmas.RemoveAt(i + 1);
            merged = true;
        }

        return vma;
    }

    /// <summary>The anon_vma for a VMA's first fault: a neighbour's that it may later merge with, else a new one.</summary>
    public void PrepareAnonVma(Vma vma)
    {
        if (vma.AnonVma is not null)
        {
            return;
        }

        int i = _vmas.IndexOf(vma);
        vma.AnonVma = Reusable(i + 1 < _vmas.Count ? _vmas[i + 1] : null, above: true)
            ?? Reusable(i > 0 ? _vmas[i - 1] : null, above: false)
            ?? new AnonVma();

        AnonVma? Reusable(Vma? neighbour, bool above)
        {
            if (neighbour?.AnonVma is null || !neighbour.AnonChainIsSingular)
            {
                return null;
            }

            (Vma low, Vma high) = above ? (vma, neighbour) : (neighbour, vma);
            bool adjacent = low.End == high.Start && low.IndexOf(low.End) == high.PageOffset;
            return adjacent && ((low.Flags ^ high.Flags) & ~VmaFlags.Access) == 0 ? neighbour.AnonVma : null;
        }
    }

    public VmaList Clone(AddressSpace newOwner)
    {
        var copy = new VmaList(newOwner);
        copy._vmas.AddRange(_vmas.Select(vma => vma.Clone()));
        return copy;
    }

    /// <summary>Moved VMAs leave page indices behind that rmap must look for by index.</summary>
    public void NoteMoved() => owner.MovedVmas = true;

    private static bool MayMerge(Vma low, Vma high) =>
        low.End == high.Start
        && low.Flags == high.Flags
        && low.IndexOf(low.End) == high.PageOffset
        && AnonVmasAgree(low, high);

    // is_mergeable_anon_vma: the same, or one has none yet and the other's chain is singular.
    private static bool AnonVmasAgree(Vma low, Vma high)
    {
        if (low.AnonVma == high.AnonVma)
        {
            return true;
        }

        return (low.AnonVma is null && high.AnonChainIsSingular) || (high.AnonVma is null && low.AnonChainIsSingular);
    }

    private static void Absorb(Vma low, Vma high)
    {
        low.End = high.End;
        if (low.AnonVma is null)
        {
            low.AnonVma = high.AnonVma;
            low.AnonChainIsSingular = high.AnonChainIsSingular;
        }
    }
}
