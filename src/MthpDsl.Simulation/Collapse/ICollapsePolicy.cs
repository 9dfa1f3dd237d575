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
}
