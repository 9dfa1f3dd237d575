using System.Collections;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Layout;

/// <summary>
/// The read-only picture of a range at a moment: which folios back it, run by run. Two layouts are equal where they read the same, whichever
/// folios and frames they show.
/// </summary>
/// <example>
/// <code>
/// heap.Write();
/// FolioLayout before = heap.Layout;
/// heap.Advise(Advice.Hugepage);
/// machine.Khugepaged.Scan();
/// Console.WriteLine($"{before} became {heap.Layout}"); // 512 x 4K became 2M pmd
/// Console.WriteLine(heap.Layout is [{ IsPmdMapped: true }]); // True
/// Console.WriteLine(heap.Layout == before); // False
/// </code>
/// </example>
public sealed class FolioLayout : IReadOnlyList<LayoutRun>, IEquatable<FolioLayout>
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

    /// <summary>How many runs there are.</summary>
    public int Count => Runs.Count;

    /// <summary>A run by its place, so that list patterns match: <c>heap.Layout is [{ IsPmdMapped: true }]</c>.</summary>
    public LayoutRun this[int index] => Runs[index];

    /// <summary>Whether both show the same.</summary>
    public static bool operator ==(FolioLayout? left, FolioLayout? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(FolioLayout? left, FolioLayout? right) => !(left == right);

    /// <summary>
    /// Whether both show the same: kinds, sizes and places, who maps by PMD, what is shared. Numbers of folios and frames do not count.
    /// </summary>
    public bool Equals(FolioLayout? other) =>
        other is not null && Pages == other.Pages && Geometry == other.Geometry && Everything() == other.Everything();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FolioLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => Everything().GetHashCode(StringComparison.Ordinal);

    /// <summary>Walks the runs, folio by folio.</summary>
    public LayoutRuns.Enumerator GetEnumerator() => Runs.GetEnumerator();

    IEnumerator<LayoutRun> IEnumerable<LayoutRun>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The layout in the language's grammar, to be pasted into an expectation: <c>32 x 64K</c>.</summary>
    public override string ToString() => LayoutText.Of(Runs, Geometry);

    private string Everything() => LayoutText.Of(Runs, Geometry, LayoutWords.Mapping | LayoutWords.Sharing);

    internal static FolioLayout Read(Process process, VirtualRange range)
    {
        PageGeometry geometry = process.Machine.Geometry;
        long first = range.Start >> geometry.PageShift;
        long end = (range.End + geometry.PageSize - 1) >> geometry.PageShift;
        var reader = new LayoutReader(process.Machine, process.Mm, first);
        for (long vpn = first; vpn < end;)
        {
            process.Machine.Beat();
            vpn = reader.ReadOn(vpn, end);
        }

        return new FolioLayout(geometry, end - first, reader.Finish());
    }
}
