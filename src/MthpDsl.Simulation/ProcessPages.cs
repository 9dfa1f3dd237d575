using MthpDsl.Simulation.Splitting;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Simulation;

public sealed partial class Process
{
    /// <summary>A long-term pin of every page (FOLL_PIN), as io_uring's fixed buffers take it (spec MM 8.4).</summary>
    /// <returns>EFAULT where nothing is mapped or no access is allowed; nothing is pinned then.</returns>
    public Errno Pin(VirtualRange range)
    {
        (long first, long end) = PagesAround(range);
        return Machine.UserPages.Pin(this, first, end);
    }

    /// <summary>Gives back the pins that were taken through the pages of a range.</summary>
    public void Unpin(VirtualRange range) => GiveBack(range, pins: true);

    /// <summary>Gives back all pins of the process.</summary>
    public void UnpinAll() => Machine.UserPages.ReleaseAll(Mm, pins: true);

    /// <summary>A plain reference to every page, as vmsplice takes it (spec MM 8.4).</summary>
    /// <returns>EFAULT where nothing is mapped or no access is allowed; no reference is taken then.</returns>
    public Errno Hold(VirtualRange range)
    {
        (long first, long end) = PagesAround(range);
        return Machine.UserPages.Hold(this, first, end);
    }

    /// <summary>Gives back the references that were taken through the pages of a range.</summary>
    public void Release(VirtualRange range) => GiveBack(range, pins: false);

    /// <summary>Gives back all plain references of the process.</summary>
    public void ReleaseAll() => Machine.UserPages.ReleaseAll(Mm, pins: false);

    /// <summary>Clears the accessed bits of a range, so that nothing there looks referenced.</summary>
    public void Idle(VirtualRange range)
    {
        (long first, long end) = PagesAround(range);
        new ReferencedBits(Machine).Clear(Mm, first, end);
    }

    /// <summary>Registers a range with userfaultfd (UFFDIO_REGISTER; spec MM 2.8). A later mode replaces an earlier one.</summary>
    /// <returns>EINVAL for a misaligned range, an empty one, or one without a VMA.</returns>
    public Errno Userfault(VirtualRange range, UserfaultMode mode)
    {
        bool aligned = (range.Length & (Machine.Geometry.PageSize - 1)) == 0;
        return aligned && TryPages(range, out long first, out long end) && first < end
            ? new Userfaultfd(Machine).Register(Mm, first, end, mode)
            : Errno.EINVAL;
    }

    /// <summary>Writes the range to debugfs' <c>split_huge_pages</c> (spec MM 5.6).</summary>
    /// <param name="range">Folios with a page mapped here are split.</param>
    /// <param name="order">What to split to; 0 for base pages.</param>
    /// <returns>EINVAL for the PMD order and above.</returns>
    public Errno Split(VirtualRange range, FolioOrder order = default)
    {
        (long first, long end) = PagesAround(range);
        return new DebugfsSplit(Machine).Split(Mm, first, end, order.Value);
    }

    /// <summary><c>/proc/PID/smaps</c>, summed over the VMAs that a range touches (spec MM 9.1).</summary>
    public Smaps Smaps(VirtualRange range)
    {
        (long first, long end) = PagesAround(range);
        return new SmapsReader(Machine, Mm).Read(first, end);
    }

    /// <summary>
    /// TLB entries that would map all that is present in a range on this machine's processor: one a PMD leaf, on arm64 one a
    /// contiguous block, one for each base page that is left (spec MM 10).
    /// </summary>
    public long TlbEntries(VirtualRange range)
    {
        (long first, long end) = PagesAround(range);
        return new TlbEstimate(Machine, Mm).Entries(first, end);
    }

    /// <summary>How folios map each VMA, as the kernel's <c>tools/mm/thpmaps</c> counts it (spec MM 9.4).</summary>
    /// <param name="contOrders">The orders of <c>--cont</c>: 1 to the PMD order.</param>
    /// <exception cref="ArgumentOutOfRangeException">An order that the tool refuses.</exception>
    public IReadOnlyList<ThpMap> ThpMaps(params IReadOnlyList<int> contOrders)
    {
        foreach (int order in contOrders)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(order, 1, nameof(contOrders));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(order, Machine.Geometry.PmdOrder, nameof(contOrders));
        }

        return new ThpMapReader(this, contOrders).Read();
    }

    /// <summary>prctl(PR_SET_THP_DISABLE, 1): no new large folios for this process and its future children (spec MM 2.1).</summary>
    /// <param name="exceptAdvised">PR_THP_DISABLE_EXCEPT_ADVISED: but where MADV_HUGEPAGE or MADV_COLLAPSE asks for them.</param>
    /// <returns>EINVAL for the exception on a kernel before 6.18; nothing changes then.</returns>
    public Errno DisableThp(bool exceptAdvised = false)
    {
        if (exceptAdvised && !Machine.Kernel.HasThpDisableExceptAdvised)
        {
            return Errno.EINVAL;
        }

        Mm.ThpDisabled = !exceptAdvised;
        Mm.ThpDisabledExceptAdvised = exceptAdvised;
        return Errno.None;
    }

    /// <summary>prctl(PR_SET_THP_DISABLE, 0).</summary>
    public void EnableThp()
    {
        Mm.ThpDisabled = false;
        Mm.ThpDisabledExceptAdvised = false;
    }

    private void GiveBack(VirtualRange range, bool pins)
    {
        (long first, long end) = PagesAround(range);
        Machine.UserPages.Release(Mm, first, end, pins);
    }
}
