using System.Globalization;
using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Expectations about layouts; the program reads them as text, with every value worked out.</summary>
internal static class LayoutExport
{
    private static readonly string[] Gaps = ["none", "zero", "huge-zero", "swap"];

    public static void Layout(ExpectLayout statement, ExportState state)
    {
        IReadOnlyList<EvaluatedItem> items = ExportState.Require(statement, LayoutEvaluator.Evaluate(statement.Layout, state.Evaluation));
        state.Do("expect_layout", state.Range(statement, statement.Range), CText.String(Text(items)));
    }

    public static void Item(ExpectItem statement, ExportState state)
    {
        EvaluatedItem item = ExportState.Require(statement, LayoutEvaluator.EvaluateItem(statement.Item, state.Evaluation));
        state.Do("expect_item", state.Range(statement, statement.Range), CText.Bool(statement.IsThere), CText.String(Text([item])));
    }

    public static void Coverage(ExpectCoverage statement, ExportState state) => state.Do(
        "expect_coverage",
        state.Range(statement, statement.Range),
        CText.Size(state.Size(statement, statement.Size)),
        ExpectationExport.Sign(statement.Operator),
        CText.Number(state.Count(statement, statement.Percent)));

    private static string Text(IEnumerable<EvaluatedItem> items) => string.Join(", ", items.Select(Text));

    private static string Text(EvaluatedItem item) => item switch
    {
        EvaluatedGap gap => Gaps[(int)gap.Kind] + " " + SizeFormat.Format(gap.Size),
        EvaluatedRepeat repeat => Times(repeat.Count) + "(" + Text(repeat.Items) + ")",
        EvaluatedFolios folios => Text(folios),
        _ => throw new InvalidOperationException("A layout item of a kind that has no C: " + item.GetType().Name),
    };

    private static string Text(EvaluatedFolios folios)
    {
        string part = folios.IsWhole ? "" : "part " + SizeFormat.Format(folios.PartBytes) + " of ";
        string at = folios.IsWhole || folios.At is not { } offset ? "" : " at " + SizeFormat.Format(offset);
        string mapping = folios.Mapping switch { FolioMapping.Pmd => " pmd", FolioMapping.Pte => " pte", _ => "" };
        string sharing = folios.Sharing switch { FolioSharing.Shared => " shared", FolioSharing.Exclusive => " exclusive", _ => "" };
        return (folios.Count == 1 ? "" : Times(folios.Count)) + part + SizeFormat.Format(folios.FolioBytes) + at + mapping + sharing;
    }

    private static string Times(long count) => count.ToString(CultureInfo.InvariantCulture) + " x ";
}
