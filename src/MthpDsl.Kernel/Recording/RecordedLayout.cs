using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Recording;

/// <summary>Layouts as recordings write them: with all that the kernel shows.</summary>
internal static class RecordedLayout
{
    /// <summary>The layout with <c>pmd</c> or <c>pte</c> and <c>shared</c> or <c>exclusive</c> after every folio.</summary>
    public static string Of(LayoutRuns runs, PageGeometry geometry) =>
        LayoutText.Of(runs, geometry, LayoutWords.Mapping | LayoutWords.Sharing);

    /// <summary>What several observations show, or null where they do not show the same.</summary>
    public static string? Common(IEnumerable<LayoutRuns> layouts, PageGeometry geometry)
    {
        string[] texts = [.. layouts.Select(runs => Of(runs, geometry)).Distinct()];
        return texts.Length == 1 ? texts[0] : null;
    }
}
