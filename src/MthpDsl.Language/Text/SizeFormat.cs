using System.Globalization;

namespace MthpDsl.Language;

/// <summary>Sizes as the language writes them.</summary>
/// <example><code>Console.WriteLine(SizeFormat.Format(65536)); // 64K</code></example>
public static class SizeFormat
{
    /// <summary>The largest unit that divides the size: <c>1028K</c>, <c>2M</c>; no bytes are <c>0K</c>.</summary>
    /// <param name="bytes">A size in bytes, not negative.</param>
    public static string Format(long bytes)
    {
        for (int unit = 4; unit > 0; unit--)
        {
            if (bytes != 0 && (bytes & ((1L << (unit * 10)) - 1)) == 0)
            {
                return Number(bytes >> (unit * 10)) + "BKMGT"[unit];
            }
        }

        return bytes == 0 ? "0K" : Number(bytes);
    }

    /// <summary>A size as sysfs names its directories: <c>64kB</c>.</summary>
    /// <param name="bytes">A size in bytes, a multiple of 1024.</param>
    public static string Sysfs(long bytes) => Number(bytes >> 10) + "kB";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
