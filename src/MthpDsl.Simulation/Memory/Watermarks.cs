namespace MthpDsl.Simulation.Memory;

/// <summary>min_free_kbytes: what allocations leave free (spec MM 7.1, 7.4). One zone.</summary>
internal sealed class Watermarks
{
    private readonly long _usual;
    private readonly long _withHugePages;

    /// <param name="geometry">Pageblocks have the PMD order, or MAX_PAGE_ORDER where that is smaller.</param>
    /// <param name="frames">Base pages of memory.</param>
    public Watermarks(PageGeometry geometry, long frames)
    {
        const int SmallestKilobytes = 128;
        const int LargestKilobytes = 256 << 10;
        double kilobytes = Math.Sqrt((frames << geometry.PageShift >> 10) * 16.0);
        long usual = (long)Math.Clamp(kilobytes, SmallestKilobytes, LargestKilobytes) << 10 >> geometry.PageShift;

        // Never more than a twentieth: the rest of the formula would eat a small machine.
        long twentieth = frames / 20;
        long pageblock = 1L << Math.Min(geometry.PmdOrder, geometry.MaxPageOrder);
        _usual = Math.Min(usual, twentieth);
        _withHugePages = Math.Max(_usual, Math.Min(pageblock * (2 + 9), twentieth));
    }

    /// <summary>The MIN watermark in base pages; higher while the PMD size is enabled.</summary>
    public long Min(bool pmdOrderEnabled) => pmdOrderEnabled ? _withHugePages : _usual;
}
