using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// Decides what to collapse: looks at a PMD range and names the windows that a <see cref="CollapseAttempt"/> is to try, in which order.
/// </summary>
internal interface ICollapsePolicy
{
    /// <summary>The orders a VMA may be collapsed to; a VMA without any is neither registered nor scanned.</summary>
    uint PossibleOrders(CollapseControl control, AddressSpace mm, Vma vma);

    /// <summary>How many holes, swapped and shared pages a window of an order may have.</summary>
    CollapseLimits Limits(CollapseControl control, Vma vma, int order);

    /// <summary>
    /// Collapses what it can of one PMD range. The mmap lock is held for reading on entry, and on return unless an attempt
    /// dropped it last.
    /// </summary>
    /// <param name="control">On whose behalf.</param>
    /// <param name="mm">Whose memory.</param>
    /// <param name="vma">The VMA that covers the range.</param>
    /// <param name="first">The range's first page.</param>
    ScanResult CollapseRange(CollapseControl control, AddressSpace mm, Vma vma, long first);

    /// <summary>What <see cref="IsIdle"/> holds the ranges of a VMA against.</summary>
    /// <param name="control">On whose behalf.</param>
    /// <param name="mm">Whose memory.</param>
    /// <param name="vma">The VMA.</param>
    /// <param name="first">The first page of a range that lies in it.</param>
    IdleTerms IdleTerms(CollapseControl control, AddressSpace mm, Vma vma, long first);

    /// <summary>
    /// Whether the bitmaps of a table of plain pages say by themselves how <see cref="CollapseRange"/> would end, and that it would collapse
    /// nothing. False where it has to look.
    /// </summary>
    /// <param name="terms">What they are held against.</param>
    /// <param name="entries">The table's entries.</param>
    /// <param name="range">How it would end. All windows that it would scan would have too many holes if it ended so.</param>
    bool IsIdle(in IdleTerms terms, in EntryBitmaps entries, out IdleRange range);

    /// <summary>Windows of an order that it would scan in a range that ends with too many holes; 0 where it scans none of that order.</summary>
    int IdleWindows(in IdleTerms terms, int order);
}
