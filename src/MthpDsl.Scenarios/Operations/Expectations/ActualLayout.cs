using MthpDsl.Language;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary>What is there, in as many words as the expectation uses, so that the two can be compared by eye.</summary>
internal static class ActualLayout
{
    /// <summary>The layout, with <c>pmd</c>, <c>pte</c>, <c>shared</c> and <c>exclusive</c> where the expectation speaks of them.</summary>
    public static string Like(LayoutSyntax expected, FolioLayout actual)
    {
        LayoutWords words = LayoutWords.Needed;
        foreach (LayoutItemSyntax item in expected.Items.SelectMany(Flatten))
        {
            (FolioMapping mapping, FolioSharing sharing) = item switch
            {
                FoliosItemSyntax folios => (folios.Mapping, folios.Sharing),
                PartItemSyntax part => (part.Mapping, part.Sharing),
                _ => (FolioMapping.Any, FolioSharing.Any),
            };
            words |= mapping != FolioMapping.Any ? LayoutWords.Mapping : 0;
            words |= sharing != FolioSharing.Any ? LayoutWords.Sharing : 0;
        }

        return LayoutText.Of(actual.Runs, actual.Geometry, words);
    }

    private static IEnumerable<LayoutItemSyntax> Flatten(LayoutItemSyntax item) =>
        item is RepeatItemSyntax repeat ? repeat.Layout.Items.SelectMany(Flatten) : [item];
}
