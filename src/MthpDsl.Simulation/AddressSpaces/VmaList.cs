namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>The VMAs of an address space, ascending and disjoint, with split and merge (spec MM 4.11).</summary>
internal sealed class VmaList
{
    private readonly List<Vma> _vmas = [];

    // The VMA found last: most accesses stay in one. Forgotten when any VMA leaves the list.
    private Vma? _found;

    public int Count => _vmas.Count;

    public Vma this[int i] => _vmas[i];

    /// <summary>Pages that any VMA covers.</summary>
    public long Pages
    {
        get
        {
            // Not Enumerable.Sum, which the JIT would have to make at every start.
            long pages = 0;
            foreach (Vma vma in _vmas)
            {
                pages += vma.End - vma.Start;
            }

            return pages;
        }
    }

    /// <summary>The VMA that contains a page, or null.</summary>
    public Vma? Find(long vpn) => _found is { } found && found.Contains(vpn) ? found : Search(vpn);

    private Vma? Search(long vpn)
    {
        int i = IndexAtOrAfter(vpn);
        return i < _vmas.Count && _vmas[i].Contains(vpn) ? _found = _vmas[i] : null;
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
    public IEnumerable<VmaPart> Parts(long first, long end)
    {
        for (int i = IndexAtOrAfter(first); i < _vmas.Count && _vmas[i].Start < end; i++)
        {
            Vma vma = _vmas[i];
            yield return new VmaPart(vma, Math.Max(first, vma.Start), Math.Min(end, vma.End));
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

    public void Remove(Vma vma) => RemoveAt(IndexAtOrAfter(vma.Start));

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

    /// <summary>Merges a VMA with the neighbours that it may merge with (vma_merge_existing_range, vma_merge_new_range).</summary>
    /// <param name="vma">A VMA of the list.</param>
    /// <param name="rules">Whose rules for anon_vmas.</param>
    /// <param name="merged">Whether it merged with any.</param>
    /// <returns>The VMA that it has become.</returns>
    public Vma Merge(Vma vma, MergeRules rules, out bool merged)
    {
        int i = IndexAtOrAfter(vma.Start);
        Vma? below = i > 0 ? _vmas[i - 1] : null;
        Vma? above = i + 1 < _vmas.Count ? _vmas[i + 1] : null;
        bool left = below is not null && Follows(below, vma) && AnonVmasAgree(vma, below, rules);
        bool right = above is not null && Follows(vma, above) && AnonVmasAgree(vma, above, rules);
        if (left && right && !Compatible(below!.AnonVma, above!.AnonVma))
        {
            right = false;
        }

        merged = left || right;
        if (right)
        {
            Absorb(vma, above!);
            RemoveAt(i + 1);
        }

        if (left)
        {
            Absorb(below!, vma);
            RemoveAt(i);
            return below!;
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

        int i = IndexAtOrAfter(vma.Start);
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

    public VmaList Clone()
    {
        var copy = new VmaList();
        copy._vmas.AddRange(_vmas.Select(vma => vma.Clone()));
        return copy;
    }

    private void RemoveAt(int i)
    {
        _found = null;
        _vmas.RemoveAt(i);
    }

    private static bool Follows(Vma low, Vma high) =>
        low.End == high.Start && low.Flags == high.Flags && low.IndexOf(low.End) == high.PageOffset;

    private static bool Compatible(AnonVma? one, AnonVma? other) => one is null || other is null || one == other;

    // is_mergeable_anon_vma. Until 6.15 a neighbour that was never faulted was refused, since its chain is empty and not singular.
    private static bool AnonVmasAgree(Vma changed, Vma neighbour, MergeRules rules)
    {
        if (changed.AnonVma == neighbour.AnonVma)
        {
            return true;
        }

        if (changed.AnonVma is null)
        {
            return neighbour.AnonChainIsSingular;
        }

        return neighbour.AnonVma is null
            && rules.HasFlag(MergeRules.IntoUnfaulted)
            && (rules.HasFlag(MergeRules.Copied) || changed.AnonChainIsSingular);
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
