namespace MthpDsl.Simulation.Layout;

/// <summary>What a stretch of pages is backed by.</summary>
public enum RunKind
{
    /// <summary>No page: nothing was faulted in, or no VMA is there.</summary>
    None,

    /// <summary>Pages of one folio.</summary>
    Folio,

    /// <summary>The shared zero page.</summary>
    Zero,

    /// <summary>The huge zero folio, mapped by a leaf.</summary>
    HugeZero,

    /// <summary>Swap entries.</summary>
    Swap,
}

/// <summary>The longest stretch of one folio, or of none, zero, huge-zero or swap.</summary>
/// <param name="Page">Where it begins, in base pages from the start of the range.</param>
/// <param name="Pages">Its length in base pages.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Folio">The folio's number in this machine; -1 for other kinds.</param>
/// <param name="Order">The folio's order.</param>
/// <param name="Offset">Where in its folio the run begins, in base pages.</param>
/// <param name="IsPmdMapped">Mapped by a leaf.</param>
/// <param name="IsShared">Some page of it is mapped more than once.</param>
/// <param name="Frame">The frame number of its first page; -1 for other kinds.</param>
public readonly record struct LayoutRun(
    long Page, long Pages, RunKind Kind, int Folio, int Order, int Offset, bool IsPmdMapped, bool IsShared, long Frame)
{
    /// <summary>Whether the run is the whole folio.</summary>
    public bool IsWholeFolio => Kind == RunKind.Folio && Offset == 0 && Pages == 1L << Order;
}
