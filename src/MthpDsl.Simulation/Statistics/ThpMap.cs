namespace MthpDsl.Simulation.Statistics;

/// <summary>A line of thpmaps.</summary>
/// <param name="Label">The kernel tool's label: <c>anon-thp-pte-aligned-64kB</c>.</param>
/// <param name="KiB">How much memory of the VMA it is, in units of 1024 bytes.</param>
/// <example>
/// <code>
/// heap.Advise(Advice.Hugepage);
/// heap.Write();
/// ThpMapLine line = machine.Main.ThpMaps()[0].Lines.First(found =&gt; found.KiB &gt; 0);
/// Console.WriteLine($"{line.Label}: {line.KiB}"); // anon-thp-pmd-aligned-2048kB: 2048
/// </code>
/// </example>
public readonly record struct ThpMapLine(string Label, long KiB)
{
    /// <summary>Whether its share is of anonymous memory; else of file memory, of which there is none here.</summary>
    public bool IsAnonymous => Label.StartsWith("anon-", StringComparison.Ordinal);
}

/// <summary>How folios map one VMA, in the terms of the kernel's <c>tools/mm/thpmaps</c> (spec MM 9.4).</summary>
/// <param name="Range">The VMA.</param>
/// <param name="Protection">As smaps writes it: <c>rw-p</c>.</param>
/// <param name="Names">The mappings that lie in it, in the order of their addresses.</param>
/// <param name="Smaps">What smaps says of it; shares are of its <c>Anonymous</c>.</param>
/// <param name="Lines">All lines of the tool in its order, those with zero among them.</param>
/// <example>
/// <code>
/// heap.Write();
/// ThpMap map = machine.Main.ThpMaps(4).Single();
/// Console.WriteLine($"{map.Protection} {string.Join(' ', map.Names)} {map.Smaps.Rss}"); // rw-p heap 2M
/// </code>
/// </example>
public sealed record ThpMap(
    VirtualRange Range, string Protection, IReadOnlyList<string> Names, Smaps Smaps, IReadOnlyList<ThpMapLine> Lines)
{
    /// <summary>The sums of several VMAs' lines, as <c>--rollup</c> prints them.</summary>
    public static IReadOnlyList<ThpMapLine> Sum(IEnumerable<ThpMap> maps)
    {
        List<ThpMapLine> sums = [];
        foreach (ThpMap map in maps)
        {
            for (int i = 0; i < map.Lines.Count; i++)
            {
                if (i == sums.Count)
                {
                    sums.Add(map.Lines[i]);
                }
                else
                {
                    sums[i] = sums[i] with { KiB = sums[i].KiB + map.Lines[i].KiB };
                }
            }
        }

        return sums;
    }
}
