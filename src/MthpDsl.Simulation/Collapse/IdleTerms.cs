namespace MthpDsl.Simulation.Collapse;

/// <summary>What a policy holds the ranges of a VMA against, the same for all of them while no knob changes.</summary>
/// <param name="Orders">The orders it tries.</param>
/// <param name="MaxNone">Holes and zero pages that a window of PMD order may have.</param>
internal readonly record struct IdleTerms(uint Orders, int MaxNone);

/// <summary>How a policy ends with a range in which it collapses nothing.</summary>
/// <param name="Result">Its result.</param>
/// <param name="Slots">Entries that the daemon is charged for, where the kernel charges by entries.</param>
/// <param name="DropsLock">Whether the mmap lock is dropped at the end.</param>
internal readonly record struct IdleRange(ScanResult Result, int Slots = 0, bool DropsLock = false);
