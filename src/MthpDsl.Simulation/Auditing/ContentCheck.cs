using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Simulation.Auditing;

/// <summary>Compares what processes read with what the reference says they must: no write lost, none leaked.</summary>
internal sealed class ContentCheck(Machine machine, ReferenceContent reference)
{
    private int _lostWrites = machine.Khugepaged.LostWrites.Count;

    /// <summary>The first page of each process that differs now.</summary>
    public IEnumerable<ContentDifference> Run()
    {
        BelieveLostWrites();
        foreach (Process process in machine.Processes.Where(process => process.IsAlive))
        {
            if (FirstDifference(process) is { } difference)
            {
                yield return difference;
            }
        }
    }

    private ContentDifference? FirstDifference(Process process)
    {
        Dictionary<long, ReferenceContent.Page> pages = reference.Of(process.Mm);
        int seen = 0;
        for (int i = 0; i < process.Mm.Vmas.Count; i++)
        {
            Vma vma = process.Mm.Vmas[i];
            for (long page = vma.Start; page < vma.End; page++)
            {
                machine.Beat();
                page = SkipNothing(process, page, vma.End);
                if (page == vma.End)
                {
                    break;
                }

                long content = process.ContentOf(page);
                bool known = pages.TryGetValue(page, out ReferenceContent.Page expected);
                seen += known ? 1 : 0;
                if (!expected.Allows(content))
                {
                    return Difference(process, page, expected, content);
                }
            }
        }

        return seen < pages.Count ? FirstLost(process, pages) : null;
    }

    // A PMD range without a table reads as zero bytes; whether it must not is asked of the reference.
    private static long SkipNothing(Process process, long page, long end)
    {
        PageTable pages = process.Mm.Pages;
        while (page < end && pages.Peek(pages.PmdIndex(page)).IsNone)
        {
            page = Math.Min(end, pages.FirstVpn(pages.PmdIndex(page) + 1));
        }

        return page;
    }

    private static ContentDifference? FirstLost(Process process, Dictionary<long, ReferenceContent.Page> pages)
    {
        foreach ((long page, ReferenceContent.Page expected) in pages.OrderBy(page => page.Key))
        {
            if (!expected.Allows(process.ContentOf(page)))
            {
                return Difference(process, page, expected, process.ContentOf(page));
            }
        }

        return null;
    }

    private static ContentDifference Difference(Process process, long page, ReferenceContent.Page expected, long content)
    {
        long address = page << process.Machine.Geometry.PageShift;
        Mapping? mapping = process.Mappings.FirstOrDefault(mapping => address >= mapping.Range.Start && address < mapping.Range.End);
        string place = mapping is null
            ? $"0x{address:x}"
            : $"{mapping.Name}[page {(address - mapping.Range.Start) >> process.Machine.Geometry.PageShift}]";
        return new ContentDifference(process.Name, place, Name(content), Name(expected.Token));
    }

    private static string Name(long token) => token == 0 ? "zero bytes" : $"write {token}";

    private void BelieveLostWrites()
    {
        IReadOnlyList<LostWrite> lost = machine.Khugepaged.LostWrites;
        for (; _lostWrites < lost.Count; _lostWrites++)
        {
            long page = lost[_lostWrites].Address >> machine.Geometry.PageShift;
            if (machine.FindProcess(lost[_lostWrites].Process) is { IsAlive: true } process)
            {
                reference.Adopt(process.Mm, page, process.ContentOf(page));
            }
        }
    }
}
