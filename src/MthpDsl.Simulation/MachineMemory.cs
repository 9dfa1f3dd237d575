using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Reclaim;

namespace MthpDsl.Simulation;

/// <summary>What a scenario does to the memory of the whole machine: pressure, fragmentation, limits, failures.</summary>
public sealed partial class Machine
{
    /// <summary>Folios on the LRU lists, those that still wait for them included.</summary>
    public long LruLength => Reclaimer.LruLength;

    /// <summary>
    /// What the memory cgroup of all processes is charged for folios, each counted whole however little of it is mapped (spec MM 2.7).
    /// Page tables, which <c>memory.current</c> counts as well, are left out.
    /// </summary>
    public ByteSize Charged => new(Cgroup.Usage << Geometry.PageShift);

    /// <summary>
    /// Memory pressure: the shrinkers run, then the folios that were not accessed lately are reclaimed, oldest first
    /// (spec MM 5.5, 6.1).
    /// </summary>
    /// <param name="size">How much memory should become free, rounded up to base pages.</param>
    /// <returns>How much did; less where swap is full, absent, or nothing else may go.</returns>
    public ByteSize Reclaim(ByteSize size)
    {
        long pages = (size.Bytes + Geometry.PageSize - 1) >> Geometry.PageShift;
        return new ByteSize(Reclaimer.Reclaim(pages) << Geometry.PageShift);
    }

    /// <summary><c>echo 2 &gt; /proc/sys/vm/drop_caches</c>: the shrinkers run to the end (spec MM 5.5).</summary>
    public void DropCaches() => Reclaimer.DropCaches();

    /// <summary>swapoff(2): everything comes back in base pages, and the device is gone (spec MM 6.5).</summary>
    /// <returns>EINVAL without a swap device, ENOMEM where memory ran out on the way.</returns>
    public Errno SwapOff() => new SwapOff(this).Run();

    /// <summary>
    /// Fragments the free memory: of every free block larger than an order, each second piece of that order is taken by an
    /// owner that never moves (spec MM 12.1).
    /// </summary>
    /// <param name="order">The largest order left free; 0 to MAX_PAGE_ORDER.</param>
    /// <param name="keep">Memory that stays whole nevertheless.</param>
    /// <returns>EINVAL for an order that the allocator does not have.</returns>
    public Errno Fragment(FolioOrder order, ByteSize keep = default)
    {
        if (order.Value < 0 || order.Value > Geometry.MaxPageOrder || keep.Bytes < 0)
        {
            return Errno.EINVAL;
        }

        Buddy.FragmentTo(order.Value, Geometry.PagesIn(keep));
        return Errno.None;
    }

    /// <summary>
    /// Limits the memory cgroup of all processes (<c>memory.max</c>; spec MM 2.7). What is above the limit is reclaimed at once,
    /// as far as it can be.
    /// </summary>
    /// <param name="limit">The limit, or null for none.</param>
    /// <returns>EINVAL for a negative limit.</returns>
    public Errno LimitMemory(ByteSize? limit)
    {
        if (limit is { Bytes: < 0 })
        {
            return Errno.EINVAL;
        }

        Cgroup.Limit = limit is { } size ? Geometry.PagesIn(size) : null;
        if (Cgroup.Excess > 0)
        {
            Reclaimer.Reclaim(Cgroup.Excess);
        }

        return Errno.None;
    }

    /// <summary>The next allocations of an order or more fail (spec MM 7.3).</summary>
    /// <param name="order">The smallest order that fails.</param>
    /// <param name="times">How many; null for all until <see cref="FailNone"/>.</param>
    public void FailAllocations(FolioOrder order, long? times = null) => Failures.FailAllocations(order.Value, times);

    /// <summary>The next memory cgroup charges of an order or more fail.</summary>
    /// <param name="order">The smallest order that fails.</param>
    /// <param name="times">How many; null for all until <see cref="FailNone"/>.</param>
    public void FailCharges(FolioOrder order, long? times = null) => Failures.FailCharges(order.Value, times);

    /// <summary>Copying the pages that a process has in a range now hits a hardware memory error.</summary>
    /// <param name="process">Whose pages.</param>
    /// <param name="range">Which; what is not in memory there is not hit.</param>
    public void FailCopies(Process process, VirtualRange range)
    {
        long end = (range.End + Geometry.PageSize - 1) >> Geometry.PageShift;
        for (long vpn = range.Start >> Geometry.PageShift; vpn < end; vpn++)
        {
            if (process.Mm.Pages.ReadPte(vpn) is { IsPage: true } pte)
            {
                Failures.PoisonFrames(pte.Payload, 1);
            }
        }
    }

    /// <summary>Nothing fails on request any more.</summary>
    public void FailNone() => Failures.Clear();

    private long CountPageTables()
    {
        long tables = 0;
        foreach (AddressSpace mm in _addressSpaces)
        {
            tables += mm.IsDead ? 0 : mm.Pages.CountTables();
        }

        return tables;
    }
}
