namespace MthpDsl.Language;

/// <summary>The base page sizes there are, and what follows from them (spec MM 10).</summary>
internal static class PageSizes
{
    public const int PmdOrderOf4K = 9;

    /// <summary>The PMD order, or null where no kernel has such pages.</summary>
    public static int? PmdOrderOf(long pageSize) => pageSize switch { 4096 => PmdOrderOf4K, 16384 => 11, 65536 => 13, _ => null };

    /// <summary>The largest order of the page allocator.</summary>
    public static int MaxPageOrderOf(long pageSize) => pageSize == 4096 ? 10 : PmdOrderOf(pageSize) ?? 10;
}
