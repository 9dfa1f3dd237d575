namespace MthpDsl.Simulation.Layout;

/// <summary>What a stretch of pages is backed by.</summary>
/// <example>
/// <code>
/// machine.Main.Read(heap.Pages(..2));
/// Console.WriteLine(heap.Layout.First().Kind); // Zero
/// </code>
/// </example>
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

/// <summary>
/// The longest stretch of one folio, or of none, zero, huge-zero or swap. A stretch of whole folios of one order, with
/// consecutive numbers and frames and mapped alike, may be one run.
/// </summary>
/// <param name="Page">Where it begins, in base pages from the start of the range.</param>
/// <param name="Pages">Its length in base pages.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Folio">The number of its (first) folio in this machine; -1 for other kinds.</param>
/// <param name="Order">The folio's order.</param>
/// <param name="Offset">Where in its folio the run begins, in base pages.</param>
/// <param name="IsPmdMapped">Mapped by a leaf.</param>
/// <param name="IsShared">Some page of it is mapped more than once.</param>
/// <param name="Frame">The frame number of its first page; -1 for other kinds.</param>
/// <example>
/// <code>
/// heap.Write();
/// LayoutRun run = heap.Layout[^1];
/// Console.WriteLine($"page {run.Page}: order {run.Order}, whole {run.IsWholeFolio}"); // page 511: order 0, whole True
/// </code>
/// </example>
public readonly record struct LayoutRun(
    long Page, long Pages, RunKind Kind, int Folio, int Order, int Offset, bool IsPmdMapped, bool IsShared, long Frame)
{
    /// <summary>Whether the run is a whole folio, or several that follow each other.</summary>
    public bool IsWholeFolio => Kind == RunKind.Folio && Offset == 0 && Pages >= 1L << Order;

    /// <summary>How many folios it shows: more than one where a stretch of whole folios of one order is one run; 0 of other kinds.</summary>
    public long Folios => Kind != RunKind.Folio ? 0 : IsWholeFolio ? Pages >> Order : 1;

    /// <summary>The run folio by folio.</summary>
    public IEnumerable<LayoutRun> Each()
    {
        for (long i = 0; i < Math.Max(1, Folios); i++)
        {
            yield return Nth(i);
        }
    }

    /// <summary>The run of one of its folios.</summary>
    internal LayoutRun Nth(long folio)
    {
        if (Folios <= 1)
        {
            return this;
        }

        long size = 1L << Order;
        return this with { Page = Page + (folio * size), Pages = size, Folio = Folio + (int)folio, Frame = Frame + (folio * size) };
    }

    /// <summary>Whether whole folios go on as these whole folios do.</summary>
    internal bool IsContinuedBy(LayoutRun next) =>
        IsWholeFolio
        && next.IsWholeFolio
        && Order == next.Order
        && IsPmdMapped == next.IsPmdMapped
        && IsShared == next.IsShared
        && Page + Pages == next.Page
        && Folio + Folios == next.Folio
        && Frame + Pages == next.Frame;
}
