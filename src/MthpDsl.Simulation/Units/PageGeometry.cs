namespace MthpDsl.Simulation;

/// <summary>
/// What follows from the base page size: the PMD order, the orders anonymous memory may have, the limits' defaults
/// (spec MM 10).
/// </summary>
/// <example><code>Console.WriteLine(PageGeometry.Pages4K.PmdOrder); // 9</code></example>
public sealed record PageGeometry
{
    private PageGeometry(int pageShift, int pmdOrder, int maxPageOrder)
    {
        PageShift = pageShift;
        PmdOrder = pmdOrder;
        MaxPageOrder = maxPageOrder;
    }

    /// <summary>4K base pages, PMD order 9 (2M).</summary>
    public static PageGeometry Pages4K { get; } = new(12, 9, 10);

    /// <summary>16K base pages, PMD order 11 (32M).</summary>
    public static PageGeometry Pages16K { get; } = new(14, 11, 11);

    /// <summary>64K base pages, PMD order 13 (512M).</summary>
    public static PageGeometry Pages64K { get; } = new(16, 13, 13);

    /// <summary>A geometry that no kernel has, small enough to try everything in it.</summary>
    internal static PageGeometry Small(int pmdOrder) => new(12, pmdOrder, pmdOrder + 1);

    /// <summary>Log2 of the base page size in bytes.</summary>
    public int PageShift { get; }

    /// <summary>The order of a PMD-mapped folio.</summary>
    public int PmdOrder { get; }

    /// <summary>MAX_PAGE_ORDER of the buddy allocator.</summary>
    public int MaxPageOrder { get; }

    /// <summary>The smallest order of a large anonymous folio; order 1 has no room for the deferred list.</summary>
    public const int MinAnonOrder = 2;

    /// <summary>Base page size in bytes.</summary>
    public long PageSize => 1L << PageShift;

    /// <summary>HPAGE_PMD_NR: base pages of a PMD range, and PTEs of a page table.</summary>
    public int PmdPages => 1 << PmdOrder;

    /// <summary>Log2 of the PMD size in bytes.</summary>
    public int PmdShift => PageShift + PmdOrder;

    /// <summary>PMD size in bytes.</summary>
    public long PmdSize => 1L << PmdShift;

    /// <summary>The order of arm64's contiguous block of PTEs: 64K with 4K pages, 2M with 16K and with 64K (spec MM 10).</summary>
    internal int ContPteOrder => PageShift switch
    {
        14 => 7,
        16 => 5,
        _ => 4,
    };

    /// <summary>The mask of all orders that anonymous folios may have: bits 2 to <see cref="PmdOrder"/>.</summary>
    internal uint AnonOrders => ((1u << (PmdOrder + 1)) - 1) & ~((1u << MinAnonOrder) - 1);

    /// <summary>The geometry of a base page size, or null where no kernel has it.</summary>
    /// <param name="pageSize">4K, 16K or 64K.</param>
    public static PageGeometry? ForPageSize(ByteSize pageSize) => pageSize.Bytes switch
    {
        4096 => Pages4K,
        16384 => Pages16K,
        65536 => Pages64K,
        _ => null,
    };

    /// <summary>The size of a folio of an order.</summary>
    public ByteSize SizeOf(FolioOrder order) => new(1L << (PageShift + order.Value));

    /// <summary>Base pages in a size, rounded down.</summary>
    public long PagesIn(ByteSize size) => size.Bytes >> PageShift;
}
