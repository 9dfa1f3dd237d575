namespace MthpDsl.Simulation.Memory;

/// <summary>
/// The memory cgroup of all the scenario's processes: what they are charged and how much they may be (spec MM 2.7). Page
/// tables are charged as memory is, which is why two PMD folios do not fit into a limit of just their size.
/// </summary>
internal sealed class MemoryCgroup
{
    /// <summary>How often a charge of up to <see cref="CostlyOrder"/> is tried again while reclaim gets somewhere.</summary>
    public const int MaxReclaimRetries = 16;

    /// <summary>PAGE_ALLOC_COSTLY_ORDER: larger orders are not worth more than one round of reclaim.</summary>
    public const int CostlyOrder = 3;

    /// <summary>The least that one round of reclaim is asked for: SWAP_CLUSTER_MAX base pages.</summary>
    public const int ReclaimBatch = 32;

    /// <summary>The limit in base pages, or null where there is none.</summary>
    public long? Limit { get; set; }

    /// <summary>Base pages of folios that are charged.</summary>
    public long Usage { get; private set; }

    /// <summary>Counts the page tables of the cgroup's processes, in base pages; asked for only where there is a limit.</summary>
    public Func<long>? PageTables { get; set; }

    /// <summary>Reclaims so many base pages from the processes of the cgroup; answers how many it got.</summary>
    public Func<long, long>? Reclaim { get; set; }

    /// <summary>Charges a folio of an order.</summary>
    /// <param name="order">Of the folio.</param>
    /// <param name="mayReclaim">Whether the caller's gfp has the direct reclaim bit; without it a charge over the limit fails at once.</param>
    /// <param name="mayRetry">Whether it lacks NORETRY.</param>
    /// <returns>Whether it is charged. Where not, nothing is.</returns>
    public bool TryCharge(int order, bool mayReclaim, bool mayRetry)
    {
        long pages = 1L << order;
        int tries = !mayReclaim ? 0 : mayRetry && order <= CostlyOrder ? MaxReclaimRetries : 1;
        while (Limit is { } limit && Usage + Tables + pages > limit)
        {
            long over = Usage + Tables + pages - limit;
            if (tries-- == 0 || Reclaim is null || Reclaim(Math.Max(over, ReclaimBatch)) == 0)
            {
                return false;
            }
        }

        Usage += pages;
        return true;
    }

    /// <summary>Charges what cannot fail.</summary>
    public void Charge(long pages) => Usage += pages;

    /// <summary>Gives a charge back.</summary>
    public void Uncharge(long pages) => Usage -= pages;

    /// <summary>Base pages above the limit, 0 where there is none: what writing <c>memory.max</c> makes reclaim.</summary>
    public long Excess => Limit is { } limit ? Math.Max(0, Usage + Tables - limit) : 0;

    private long Tables => PageTables?.Invoke() ?? 0;

    /// <summary>A copy, for the fork of a machine. <see cref="Reclaim"/> and <see cref="PageTables"/> are not copied.</summary>
    public MemoryCgroup Clone() => new() { Limit = Limit, Usage = Usage };
}
