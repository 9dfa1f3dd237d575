using MthpDsl.Language;
using MthpDsl.Scenarios.Layouts;
using MthpDsl.Simulation.Layout;
using MthpDsl.Tests.Reporting;
using Xunit;

namespace MthpDsl.Tests.Scenarios;

public sealed class LayoutMatcherTests
{
    private static readonly LayoutRuns _blocks = new(Results.Folios(0, 0, 4, 32));
    private static readonly LayoutRuns _mixed = new(
        Results.Folio(0, 1, 0, 0), Results.Folio(1, 1, 1, 0), Results.Gap(RunKind.None, 2, 14), Results.Folio(16, 16, 2, 4));

    [Theory]
    [InlineData("32 x 64K")]
    [InlineData("16 x 64K, 16 x 64K")]
    [InlineData("4 x (8 x 64K)")]
    [InlineData("64K, 30 x 64K pte, 64K exclusive")]
    public void Neighbours_that_are_the_same_count_as_one(string layout) => Assert.Null(Difference(layout, _blocks));

    [Theory]
    [InlineData("31 x 64K", 496L)]
    [InlineData("32 x 64K, none 4K", 512L)]
    [InlineData("8 x 64K, 64K pmd, 23 x 64K", 128L)]
    [InlineData("32 x 64K shared", 0L)]
    public void The_first_page_that_differs_is_found(string layout, long page) => Assert.Equal(page, Difference(layout, _blocks));

    [Theory]
    [InlineData("2 x 4K, none 56K, 64K")]
    [InlineData("4K, 4K, none 4K, none 52K, 64K")]
    public void Holes_join_and_folios_are_counted(string layout) => Assert.Null(Difference(layout, _mixed));

    [Fact]
    public void A_part_is_no_whole_folio()
    {
        LayoutRuns runs = new(Results.Folio(0, 4, 0, 4, offset: 12));
        Assert.Equal(0, Difference("64K", runs));
        Assert.Equal(0, Difference("part 16K of 64K at 0", runs));
        Assert.Null(Difference("part 16K of 64K at 48K", runs));
        Assert.Null(Difference("part 16K of 64K", runs));
    }

    [Theory]
    [InlineData("64K", true)]
    [InlineData("2 x 64K", false)]
    [InlineData("2 x 4K", true)]
    [InlineData("3 x 4K", false)]
    [InlineData("none 8K", true)]
    [InlineData("none 64K", false)]
    [InlineData("1 x (4K, none 56K, 64K)", true)]
    [InlineData("1 x (4K, none 52K, 64K)", false)]
    [InlineData("swap 4K", false)]
    public void An_item_occurs_where_it_stands_in_one_piece(string item, bool isThere)
    {
        ExpectItem statement = (ExpectItem)Statement("expect a has " + item);
        EvaluatedItem evaluated = LayoutEvaluator.EvaluateItem(statement.Item, EvaluationContext.Default).Value;
        Assert.Equal(isThere, new LayoutMatcher(12).Contains(evaluated, _mixed));
    }

    private static long? Difference(string layout, LayoutRuns runs)
    {
        ExpectLayout statement = (ExpectLayout)Statement("expect a = " + layout);
        return new LayoutMatcher(12).FirstDifference(LayoutEvaluator.Evaluate(statement.Layout, EvaluationContext.Default).Value, runs);
    }

    private static StatementSyntax Statement(string line) => ScenarioParser.Parse(SourceText.From(line)).Statements[0];
}
