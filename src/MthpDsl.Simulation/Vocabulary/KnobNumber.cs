namespace MthpDsl.Vocabulary;

/// <summary>
/// A number that may depend on HPAGE_PMD_NR, the base pages of a PMD range (512, 2048 or 8192):
/// <c>HPAGE_PMD_NR * Times / Divisor + Plus</c>.
/// </summary>
internal readonly struct KnobNumber(long times, long divisor, long plus)
{
    private readonly long _times = times;
    private readonly long _divisor = divisor;
    private readonly long _plus = plus;

    /// <summary>A number that does not depend on the PMD size.</summary>
    public static KnobNumber Just(long value) => new(0, 1, value);

    /// <summary>So many times HPAGE_PMD_NR, and something added.</summary>
    public static KnobNumber Pmd(long times = 1, long divisor = 1, long plus = 0) => new(times, divisor, plus);

    /// <summary>The number for a PMD range of so many base pages.</summary>
    public long For(long hpagePmdNr) => (hpagePmdNr * _times / _divisor) + _plus;
}
