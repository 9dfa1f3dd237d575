using System.Globalization;

namespace MthpDsl.Benchmarks;

/// <summary>Figures as tables show them.</summary>
internal static class Figures
{
    /// <summary>Three digits and a unit: <c>0.31 ns</c>, <c>249 ns</c>, <c>7.9 ms</c>, <c>1.8 s</c>.</summary>
    public static string Time(double nanoseconds) => nanoseconds switch
    {
        >= 1e9 => Digits(nanoseconds / 1e9) + " s",
        >= 1e6 => Digits(nanoseconds / 1e6) + " ms",
        >= 1e4 => Digits(nanoseconds / 1e3) + " µs",
        _ => Digits(nanoseconds) + " ns",
    };

    /// <summary>How many times one goes into the other.</summary>
    public static string Ratio(double whole, double part) => Digits(whole / part);

    /// <summary>Bytes of a base page.</summary>
    public static string BytesPerPage(double bytes) => Digits(bytes) + " bytes";

    /// <summary>Gibibytes.</summary>
    public static string GiB(long bytes) => Digits(bytes / (double)(1L << 30)) + " GiB";

    private static string Digits(double value) => value switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 0.1 or 0 => value.ToString("0.0#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0####", CultureInfo.InvariantCulture),
    };
}
