using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Language;

public class EvaluationTests
{
    private static readonly EvaluationContext Context = new(
        4096, new Dictionary<string, ExpressionValue> { ["n"] = new(ValueKind.Count, 3), ["size"] = new(ValueKind.Size, 65536) });

    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 3 - 2", "5")]
    [InlineData("2M / 64K", "32")]
    [InlineData("size * n", "192K")]
    [InlineData("3 pages", "12K")]
    [InlineData("(n + 1) pages + 4K", "20K")]
    [InlineData("0x10 * 1_000", "16000")]
    [InlineData("5M % 2M", "1M")]
    [InlineData("2M - 0", "2M")]
    [InlineData("1T / 1GiB", "1024")]
    public void Expressions_have_values(string text, string value) =>
        Assert.Equal(value, ExpressionEvaluator.Evaluate(Parse(text), Context).Value.ToString());

    [Theory]
    [InlineData("1 / 0", "MTHP2025")]
    [InlineData("1 % (n - 3)", "MTHP2025")]
    [InlineData("8388607T * 2", "MTHP2026")]
    [InlineData("2M + 1", "MTHP2024")]
    [InlineData("2M * 2M", "MTHP2024")]
    [InlineData("1 / 2M", "MTHP2024")]
    [InlineData("m", "MTHP2004")]
    [InlineData("9223372036854775807 pages", "MTHP2026")]
    public void Errors_are_diagnostics_and_not_exceptions(string text, string code) =>
        Assert.Equal(code, ExpressionEvaluator.Evaluate(Parse(text), Context).Error!.Descriptor.Code);

    [Theory]
    [InlineData("heap", 0, 2 << 20)]
    [InlineData("heap[64K..128K]", 64 << 10, 64 << 10)]
    [InlineData("heap[^64K..]", (2 << 20) - (64 << 10), 64 << 10)]
    [InlineData("heap[page 3]", 3 << 12, 1 << 12)]
    [InlineData("heap[page ^1]", (2 << 20) - (1 << 12), 1 << 12)]
    [InlineData("heap[pages 3..7]", 3 << 12, 4 << 12)]
    [InlineData("heap[..]", 0, 2 << 20)]
    [InlineData("heap[4K..4K]", 4 << 10, 0)]
    public void Ranges_are_half_open_and_relative_to_the_mapping(string text, long start, long length)
    {
        RangeSyntax range = ((TouchStatement)ScenarioParser.Parse(SourceText.From("write " + text)).Statements[0]).Range;
        Assert.Equal(new ByteRange(start, length), RangeEvaluator.Evaluate(range, 2 << 20, Context).Value);
    }

    [Fact]
    public void Layouts_have_bytes_and_repeats_can_be_written_out()
    {
        ExpectLayout expect = (ExpectLayout)ScenarioParser.Parse(
            SourceText.From("expect a = 2 x (4K exclusive, none 60K), part 16K of 64K at 48K pte, swap size")).Statements[0];
        IReadOnlyList<EvaluatedItem> items = LayoutEvaluator.Evaluate(expect.Layout, Context).Value;
        Assert.Equal([131072, 16384, 65536], items.Select(item => item.Bytes));
        Assert.Equal(6, LayoutEvaluator.Expand(items).Count());
        Assert.Equal(new EvaluatedFolios(1, 65536, 16384, 49152, FolioMapping.Pte, FolioSharing.Any), items[1]);
    }

    [Theory]
    [InlineData("hugepages-{size}/enabled", "n + 1", "hugepages-64kB/enabled", "4")]
    [InlineData("khugepaged/max_ptes_none", "defer+madvise", "khugepaged/max_ptes_none", "defer+madvise")]
    [InlineData("hugepages-{n}kB/x", "\" always\"", "hugepages-3kB/x", " always")]
    [InlineData("enabled", "0x10", "enabled", "0x10")]
    public void Sysfs_paths_and_values_use_names_where_they_are_bound(string path, string value, string wantedPath, string wantedValue)
    {
        SysfsWriteSyntax write = ((SysfsStatement)ScenarioParser.Parse(SourceText.From($"sysfs {path} = {value}")).Statements[0]).Writes.Items[0];
        Assert.Equal(wantedPath, SysfsEvaluator.EvaluatePath(write.Path, Context).Value);
        Assert.Equal(wantedValue, SysfsEvaluator.EvaluateValue(write.Value, Context).Value);
    }

    private static ExpressionSyntax Parse(string text) =>
        ((LetStatement)ScenarioParser.Parse(SourceText.From("let x = " + text)).Statements[0]).Value;
}
