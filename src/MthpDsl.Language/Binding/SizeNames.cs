using System.Globalization;

namespace MthpDsl.Language;

/// <summary>Sizes that were meant, where the one that was written does not exist.</summary>
internal static class SizeNames
{
    private const string Folder = "hugepages-";

    /// <summary>The file of the size nearest to that of a path: <c>hugepages-2M/enabled</c> means <c>hugepages-2048kB/enabled</c>.</summary>
    /// <param name="path">What was written.</param>
    /// <param name="paths">The files there are.</param>
    /// <returns>Null where the path names no size, or no size has such a file.</returns>
    public static string? Nearest(string path, IEnumerable<string> paths) => SizeOf(path) is not { } size
        ? null
        : paths.Where(candidate => Rest(candidate) == Rest(path) && SizeOf(candidate) is not null)
            .OrderBy(candidate => Distance(SizeOf(candidate)!.Value, size))
            .FirstOrDefault();

    /// <summary>The power of two between two others that is nearest to a size.</summary>
    public static long NearestPowerOfTwo(long size, long least, long most)
    {
        long nearest = least;
        for (long candidate = least; candidate <= most; candidate <<= 1)
        {
            nearest = Distance(candidate, size) < Distance(nearest, size) ? candidate : nearest;
        }

        return nearest;
    }

    private static double Distance(long one, long other) => Math.Abs(Math.Log(one) - Math.Log(other));

    private static string Rest(string path) => path.IndexOf('/') is >= 0 and int slash ? path.Substring(slash) : "";

    private static long? SizeOf(string path)
    {
        int slash = path.IndexOf('/');
        if (slash < 0 || !path.StartsWith(Folder, StringComparison.Ordinal))
        {
            return null;
        }

        string name = path.Substring(Folder.Length, slash - Folder.Length);
        int digits = name.TakeWhile(LineScanner.IsDigit).Count();
        int shift = name.Substring(digits).ToUpperInvariant() switch
        {
            "" or "K" or "KB" or "KIB" => 0,
            "M" or "MB" or "MIB" => 10,
            "G" or "GB" or "GIB" => 20,
            _ => -1,
        };
        return shift >= 0 && int.TryParse(name.Substring(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? (long)count << shift
            : null;
    }
}
