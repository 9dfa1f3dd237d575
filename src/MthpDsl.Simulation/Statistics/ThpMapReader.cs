using System.Globalization;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Statistics;

/// <summary>The arithmetic of <c>tools/mm/thpmaps</c> over one process (spec MM 9.4).</summary>
internal sealed class ThpMapReader(Process process, IReadOnlyList<int> contOrders)
{
    private readonly Machine _machine = process.Machine;
    private readonly AddressSpace _mm = process.Mm;
    private readonly int _pmdOrder = process.Machine.Geometry.PmdOrder;

    /// <summary>A map of every VMA, ascending.</summary>
    public List<ThpMap> Read()
    {
        var maps = new List<ThpMap>();
        int shift = _machine.Geometry.PageShift;
        for (int i = 0; i < _mm.Vmas.Count; i++)
        {
            Vma vma = _mm.Vmas[i];
            Smaps smaps = new SmapsReader(_machine, _mm).Read(vma.Start, vma.End);
            maps.Add(new ThpMap(
                new VirtualRange(vma.Start << shift, vma.Pages << shift), Protection(vma), NamesIn(vma), smaps, LinesOf(vma, smaps)));
        }

        return maps;
    }

    private static string Protection(Vma vma) =>
        (vma.Has(VmaFlags.Read) ? "r" : "-") + (vma.Has(VmaFlags.Write) ? "w" : "-") + "-p";

    private string[] NamesIn(Vma vma)
    {
        int shift = _machine.Geometry.PageShift;
        return
        [
            .. process.Mappings
                .Where(mapping => mapping.Range.Start >> shift < vma.End && mapping.Range.End >> shift > vma.Start)
                .OrderBy(mapping => mapping.Range.Start)
                .Select(mapping => mapping.Name),
        ];
    }

    private List<ThpMapLine> LinesOf(Vma vma, Smaps smaps)
    {
        List<Stretch> stretches = Stretches(vma);
        long pmdMapped = _machine.Geometry.PagesIn(smaps.AnonHugePages);
        long[] aligned = new long[_pmdOrder + 1];
        long[] unaligned = new long[_pmdOrder + 1];
        long partial = 0;
        foreach (Stretch stretch in stretches)
        {
            partial += CountFolios(stretch, aligned, unaligned);
        }

        aligned[_pmdOrder] = Math.Max(0, aligned[_pmdOrder] - pmdMapped);
        var lines = new List<ThpMapLine>
        {
            Line("anon-thp-pmd-aligned", _pmdOrder, pmdMapped),
            Line("file-thp-pmd-aligned", _pmdOrder, 0),
        };
        AddPteLines(lines, "anon", aligned, unaligned, partial);
        AddPteLines(lines, "file", new long[_pmdOrder + 1], new long[_pmdOrder + 1], 0);
        foreach (int order in contOrders)
        {
            long contiguous = 0;
            foreach (Stretch stretch in stretches)
            {
                contiguous += CountBlocks(stretch, order);
            }

            lines.Add(Line("anon-cont-pmd-aligned", order, pmdMapped));
            lines.Add(Line("file-cont-pmd-aligned", order, 0));
            lines.Add(Line("anon-cont-pte-aligned", order, Math.Max(0, contiguous - pmdMapped)));
            lines.Add(Line("file-cont-pte-aligned", order, 0));
        }

        return lines;
    }

    private void AddPteLines(List<ThpMapLine> lines, string type, long[] aligned, long[] unaligned, long partial)
    {
        foreach ((string kind, long[] pages) in new[] { ("aligned", aligned), ("unaligned", unaligned) })
        {
            for (int order = PageGeometry.MinAnonOrder; order <= _pmdOrder; order++)
            {
                lines.Add(Line(type + "-thp-pte-" + kind, order, pages[order]));
            }
        }

        lines.Add(new ThpMapLine(type + "-thp-pte-partial", KiB(partial)));
    }

    private ThpMapLine Line(string label, int order, long pages) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{label}-{KiB(1L << order)}kB"), KiB(pages));

    private long KiB(long pages) => pages << _machine.Geometry.PageShift >> 10;

    // Pages of large folios that follow each other both in the address space and in memory.
    private List<Stretch> Stretches(Vma vma)
    {
        var found = new List<Stretch>();
        PageTable pages = _mm.Pages;
        for (long vpn = vma.Start; vpn < vma.End;)
        {
            long pmdIndex = pages.PmdIndex(vpn);
            long next = Math.Min(vma.End, pages.FirstVpn(pmdIndex + 1));
            PmdSlot slot = pages.Peek(pmdIndex);
            if (slot.IsFolioLeaf)
            {
                Add(found, new Stretch(vpn, slot.Leaf.Payload, pages.PmdPages));
            }
            else if (slot.Table is { } table)
            {
                for (; vpn < next; vpn++)
                {
                    Pte pte = table[pages.PteIndex(vpn)];
                    if (pte.IsPage && _machine.Frames.Order(pte.Payload) > 0)
                    {
                        Add(found, new Stretch(vpn, pte.Payload, 1));
                    }
                }
            }

            vpn = next;
        }

        return found;
    }

    private static void Add(List<Stretch> stretches, Stretch next)
    {
        if (stretches.Count > 0 && stretches[^1] is var last && last.Vpn + last.Count == next.Vpn && last.Pfn + last.Count == next.Pfn)
        {
            stretches[^1] = last with { Count = last.Count + next.Count };
        }
        else
        {
            stretches.Add(next);
        }
    }

    // Counts whole folios by order; returns the pages of folios that the stretch holds a part of.
    private long CountFolios(Stretch stretch, long[] aligned, long[] unaligned)
    {
        FrameTable frames = _machine.Frames;
        long partial = 0;
        for (long done = 0; done < stretch.Count;)
        {
            long pfn = stretch.Pfn + done;
            long head = frames.Head(pfn);
            int order = frames.Order(head);
            long count = Math.Min(stretch.Count - done, head + (1L << order) - pfn);
            if (count < 1L << order)
            {
                partial += count;
            }
            else
            {
                bool isAligned = ((stretch.Vpn + done) & ((1L << order) - 1)) == 0;
                (isAligned ? aligned : unaligned)[order] += count;
            }

            done += count;
        }

        return partial;
    }

    // Aligned blocks without the head of a folio strictly inside.
    private long CountBlocks(Stretch stretch, int order)
    {
        long block = 1L << order;
        if (((stretch.Pfn ^ stretch.Vpn) & (block - 1)) != 0)
        {
            return 0;
        }

        long pages = 0;
        long end = stretch.Pfn + stretch.Count;
        for (long pfn = (stretch.Pfn + block - 1) & -block; pfn + block <= end; pfn += block)
        {
            pages += _machine.Frames.Pages(pfn) >= block ? block : 0;
        }

        return pages;
    }

    private readonly record struct Stretch(long Vpn, long Pfn, long Count);
}
