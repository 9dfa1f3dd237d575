using System.Buffers.Binary;
using System.Globalization;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Tests.Kernel;

/// <summary>
/// The arithmetic of the kernel's tools/mm/thpmaps over whole processes (spec MM 9.4), from frames alone: how much memory lies in
/// folios of each size, wholly mapped and aligned, wholly mapped and not, or partly. Written without a look at the importer.
/// </summary>
internal static class ThpMaps
{
    /// <summary>A page of a large folio: where it is mapped, its frame, and where its folio begins and ends.</summary>
    private readonly record struct Page(long Vpn, long Frame, long Head, int Order);

    public static SortedDictionary<string, long> OfProcess(int id) => Sum(LivePages(id));

    /// <summary>Of main; a mapping that was only a way station holds nothing any more.</summary>
    public static SortedDictionary<string, long> OfSnapshot(SnapshotResult snapshot) => Sum(snapshot.Processes[0].Mappings
        .OrderBy(mapping => mapping.Start)
        .SelectMany(mapping => mapping.Runs.Where(run => run.Kind == RunKind.Folio && run.Order > 0).SelectMany(run => run.Each())
            .SelectMany(run => Enumerable.Range(0, (int)run.Pages).Select(i => new Page(
                (mapping.Start >> 12) + run.Page + i, run.Frame + i, run.Frame - run.Offset, run.Order)))));

    private static SortedDictionary<string, long> Sum(IEnumerable<Page> pages)
    {
        SortedDictionary<string, long> sums = new(StringComparer.Ordinal);
        List<Page> stretch = [];
        foreach (Page page in pages.Append(new Page(-1, -1, -1, 0)))
        {
            if (stretch.Count > 0 && (page.Vpn != stretch[^1].Vpn + 1 || page.Frame != stretch[^1].Frame + 1 || page.Head != stretch[^1].Head))
            {
                Page first = stretch[0];
                bool whole = first.Frame == first.Head && stretch.Count == 1 << first.Order;
                string aligned = first.Vpn % (1L << first.Order) == 0 ? "aligned" : "unaligned";
                string label = whole ? string.Create(CultureInfo.InvariantCulture, $"{aligned} {4 << first.Order}kB") : "partial";
                sums[label] = sums.GetValueOrDefault(label) + (stretch.Count * 4);
                stretch.Clear();
            }

            stretch.Add(page);
        }

        return sums;
    }

    private static List<Page> LivePages(int id)
    {
        List<Page> pages = [];
        using FileStream pagemap = File.OpenRead($"/proc/{id}/pagemap");
        using FileStream flags = File.OpenRead("/proc/kpageflags");
        foreach (string line in File.ReadLines($"/proc/{id}/maps").Where(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4] == "0" && !line.EndsWith("[vsyscall]", StringComparison.Ordinal)))
        {
            long[] bounds = [.. line.Split(' ')[0].Split('-').Select(part => long.Parse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
            for (long vpn = bounds[0] >> 12; vpn < bounds[1] >> 12; vpn++)
            {
                ulong entry = Word(pagemap, vpn);
                long frame = (long)(entry & ((1UL << 55) - 1));
                if (entry >> 63 == 1 && (Word(flags, frame) & (3UL << 15)) != 0 && (Word(flags, frame) & (1UL << 24)) == 0)
                {
                    pages.Add(Large(flags, vpn, frame));
                }
            }
        }

        return pages;
    }

    private static Page Large(FileStream flags, long vpn, long frame)
    {
        long head = frame;
        while ((Word(flags, head) & (1UL << 16)) != 0)
        {
            head--;
        }

        int order = 0;
        while ((Word(flags, head + (1L << order)) & (1UL << 16)) != 0)
        {
            order++;
        }

        return new Page(vpn, frame, head, order);
    }

    private static ulong Word(FileStream file, long index)
    {
        Span<byte> bytes = stackalloc byte[8];
        int read = RandomAccess.Read(file.SafeFileHandle, bytes, index * 8);
        return read == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
    }
}
