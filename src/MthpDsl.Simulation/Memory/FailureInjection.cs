namespace MthpDsl.Simulation.Memory;

/// <summary>
/// Failures that a scenario asks for: allocations and cgroup charges from an order on, as CONFIG_FAIL_PAGE_ALLOC makes them
/// (spec MM 7.3), and frames with a hardware memory error, which copying hits.
/// </summary>
internal sealed class FailureInjection
{
    private readonly List<Rule> _allocations = [];
    private readonly List<Rule> _charges = [];
    // With a capacity the start does not wait for the JIT, which would make the empty array of this type.
    private readonly List<(long First, long Count)> _poisoned = new(capacity: 4);

    /// <summary>Whether anything is to fail: the fast paths need not ask page by page where nothing is.</summary>
    public bool IsArmed => _allocations.Count + _charges.Count + _poisoned.Count > 0;

    /// <summary>The next allocations of an order or more fail.</summary>
    /// <param name="order">0 to MAX_PAGE_ORDER.</param>
    /// <param name="times">How many; null for all until <see cref="Clear"/>.</param>
    public void FailAllocations(int order, long? times) => Add(_allocations, order, times);

    /// <summary>The next charges of an order or more fail.</summary>
    /// <param name="order">0 to the PMD order.</param>
    /// <param name="times">How many; null for all until <see cref="Clear"/>.</param>
    public void FailCharges(int order, long? times) => Add(_charges, order, times);

    /// <summary>Frames that cannot be read any more.</summary>
    public void PoisonFrames(long first, long count) => _poisoned.Add((first, count));

    /// <summary>Whether this allocation is one that fails. It counts as one of its rule's times.</summary>
    public bool TakeAllocationFailure(int order) => Take(_allocations, order);

    /// <summary>Whether this charge is one that fails. It counts as one of its rule's times.</summary>
    public bool TakeChargeFailure(int order) => Take(_charges, order);

    /// <summary>Whether reading a frame hits a hardware memory error (copy_mc_user_highpage).</summary>
    public bool IsPoisoned(long frame)
    {
        foreach ((long first, long count) in _poisoned)
        {
            if (frame >= first && frame < first + count)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing fails any more: <c>fail none</c>.</summary>
    public void Clear()
    {
        _allocations.Clear();
        _charges.Clear();
        _poisoned.Clear();
    }

    /// <summary>A copy that shares nothing, for the fork of a machine.</summary>
    public FailureInjection Clone()
    {
        var copy = new FailureInjection();
        copy._allocations.AddRange(_allocations.Select(rule => rule with { }));
        copy._charges.AddRange(_charges.Select(rule => rule with { }));
        copy._poisoned.AddRange(_poisoned);
        return copy;
    }

    private static void Add(List<Rule> rules, int order, long? times)
    {
        if (times is null or > 0)
        {
            rules.Add(new Rule(order) { Left = times });
        }
    }

    private static bool Take(List<Rule> rules, int order)
    {
        foreach (Rule rule in rules)
        {
            if (order < rule.Order)
            {
                continue;
            }

            if (rule.Left is { } left)
            {
                rule.Left = left - 1;
                if (left == 1)
                {
                    rules.Remove(rule);
                }
            }

            return true;
        }

        return false;
    }

    private sealed record Rule(int Order)
    {
        public long? Left { get; set; }
    }
}
