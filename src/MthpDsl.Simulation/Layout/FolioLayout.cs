using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Layout;

/// <summary>The read-only picture of a range: which folios back it, run by run.</summary>
/// <example><code>heap.Layout.Runs.Count(run => run.IsWholeFolio)</code></example>
public sealed class FolioLayout
{
    private FolioLayout(PageGeometry geometry, long pages, LayoutRuns runs)
    {
        Geometry = geometry;
        Pages = pages;
        Runs = runs;
    }

    /// <summary>Page sizes and orders.</summary>
    public PageGeometry Geometry { get; }

    /// <summary>Base pages of the range.</summary>
    public long Pages { get; }

    /// <summary>The runs, ascending, without gaps.</summary>
    public LayoutRuns Runs { get; }

    /// <summary>The folios in the range, each once, in the order of their first pages; each as its first run here.</summary>
    public IReadOnlyList<LayoutRun> Folios =>
        [.. Runs.Where(run => run.Kind == RunKind.Folio).SelectMany(run => run.Each()).DistinctBy(run => run.Folio)];

    /// <summary>The layout in the language's grammar, to be pasted into an expectation: <c>32 x 64K</c>.</summary>
    public override string ToString() => LayoutText.Of(Runs, Geometry);

    internal static FolioLayout Read(Process process, VirtualRange range)
    {
        PageGeometry geometry = process.Machine.Geometry;
        long first = range.Start >> geometry.PageShift;
        long end = (range.End + geometry.PageSize - 1) >> geometry.PageShift;
        var reader = new LayoutReader(process.Machine, process.Mm, first);
        for (long vpn = first; vpn < end;)
        {
            process.Machine.Beat();
            vpn = reader.ReadPmdRange(vpn, end);
        }

        return new FolioLayout(geometry, end - first, reader.Finish());
    }
}
