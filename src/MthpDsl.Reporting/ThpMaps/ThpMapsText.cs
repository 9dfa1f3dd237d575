using System.Globalization;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Reporting.ThpMaps;

/// <summary>Prints what folios map as the kernel's <c>tools/mm/thpmaps</c> does, column for column (spec MM 9.4).</summary>
internal static class ThpMapsText
{
    private const int LabelWidth = 32;

    private static readonly string[] _smapsNames =
    [
        "Rss", "Pss", "Shared_Clean", "Shared_Dirty", "Private_Clean", "Private_Dirty", "Referenced", "Anonymous", "LazyFree",
        "AnonHugePages", "Swap", "SwapPss", "Locked",
    ];

    /// <summary>The line above the VMAs; there is none with <c>--rollup</c>.</summary>
    public static string Header =>
        "       PID             START              END PROT   OFFSET   DEV    INODE OBJECT";

    /// <summary>Prints one process.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="pid">The number that stands in the first column.</param>
    /// <param name="maps">Its VMAs.</param>
    /// <param name="options">What to show.</param>
    public static void Write(TextWriter writer, int pid, IReadOnlyList<ThpMap> maps, ThpMapsOptions options)
    {
        if (options.Rollup)
        {
            long anonymous = maps.Sum(map => map.Smaps.Anonymous.Bytes) >> 10;
            WriteLines(writer, SmapsOf(maps, options), ThpMap.Sum(maps), anonymous, options.IncludeEmpty);
            return;
        }

        foreach (ThpMap map in maps)
        {
            writer.Write(VmaLine(pid, map));
            writer.Write('\n');
            WriteLines(writer, SmapsOf([map], options), map.Lines, map.Smaps.Anonymous.Bytes >> 10, options.IncludeEmpty);
        }
    }

    private static string VmaLine(int pid, ThpMap map)
    {
        string name = map.Names.Count == 0 ? "" : "[anon:" + string.Join('+', map.Names) + "]";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{pid:d10}: {map.Range.Start:x16}-{map.Range.End:x16} {map.Protection} {0:x8} {0:x2}:{0:x2} {0:x8} {name}");
    }

    private static List<ThpMapLine> SmapsOf(IReadOnlyList<ThpMap> maps, ThpMapsOptions options) => options.IncludeSmaps
        ? [.. _smapsNames.Select(name => new ThpMapLine(name, maps.Sum(map => map.Smaps.Find(name)!.Value) >> 10))]
        : [];

    private static void WriteLines(
        TextWriter writer, List<ThpMapLine> smaps, IReadOnlyList<ThpMapLine> lines, long anonymous, bool includeEmpty)
    {
        foreach (ThpMapLine line in smaps.Concat(lines))
        {
            if (line.KiB == 0 && !includeEmpty)
            {
                continue;
            }

            string padding = new(' ', Math.Max(0, LabelWidth - line.Label.Length - 1));
            string share = line.IsAnonymous && anonymous > 0 ? " (" + Share(line.KiB, anonymous) + ")" : "";
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{line.Label}:{padding}{line.KiB,8} kB{share}"));
            writer.Write('\n');
        }
    }

    // Python's format '3.0%': rounded half to even, at least three characters wide.
    private static string Share(long part, long whole)
    {
        double percent = Math.Round((double)part / whole * 100, MidpointRounding.ToEven);
        return (percent.ToString("0", CultureInfo.InvariantCulture) + "%").PadLeft(3);
    }
}
