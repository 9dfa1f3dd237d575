using System.Text.RegularExpressions;
using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Language;

public class DiagnosticTableTests
{
    public static TheoryData<string> StaticCodes => [.. DiagnosticTable.All
        .Where(row => row.Code[4] is '1' or '2' && row.BadExample.Length > 0)
        .Select(row => row.Code)];

    public static TheoryData<string> AllCodes => [.. DiagnosticTable.All.Select(row => row.Code)];

    [Fact]
    public void Codes_are_unique_and_of_a_family()
    {
        Assert.Equal(DiagnosticTable.All.Count, DiagnosticTable.All.Select(row => row.Code).Distinct().Count());
        Assert.All(DiagnosticTable.All, row => Assert.Matches("^MTHP[1-5][0-9]{3}$", row.Code));
    }

    [Theory]
    [MemberData(nameof(AllCodes))]
    public void Sentences_end_with_a_full_stop_and_say_how_to_mend(string code)
    {
        DiagnosticDescriptor row = DiagnosticTable.Find(code)!;
        Assert.Matches(new Regex(@"(\.|\{1\})$"), row.MessageFormat);
        Assert.Matches(new Regex("[.?]$"), row.Help);
        Assert.NotEmpty(row.Title);
    }

    [Theory]
    [MemberData(nameof(StaticCodes))]
    public void The_bad_example_gets_the_diagnostic(string code) =>
        Assert.Contains(code, Scenario.Codes(DiagnosticTable.Find(code)!.BadExample));

    [Theory]
    [MemberData(nameof(AllCodes))]
    public void The_good_example_gets_neither_it_nor_an_error(string code) =>
        Assert.Empty(Scenario.Bind(DiagnosticTable.Find(code)!.GoodExample).Diagnostics
            .Where(diagnostic => diagnostic.Code == code || diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString()));

    [Fact]
    public void The_bad_example_of_a_run_time_diagnostic_binds()
    {
        IEnumerable<DiagnosticDescriptor> rows = DiagnosticTable.All.Where(row => row.Code[4] is '3' or '4' or '5');
        Assert.All(rows.Where(row => row.BadExample.Length > 0), row => Assert.False(Scenario.Bind(row.BadExample).HasErrors, row.Code));
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_has_no_text() => Assert.Null(SourceText.FromUtf8([0x6d, 0xff, 0xfe]));
}
