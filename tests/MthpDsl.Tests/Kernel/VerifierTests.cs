using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Verification;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using Xunit;

namespace MthpDsl.Tests.Kernel;

/// <summary>Comparing with documents from elsewhere; no kernel runs.</summary>
public sealed class VerifierTests
{
    private const string Scenario = "map heap 64K\nwrite heap\nexpect heap = 16 x 4K\n";
    private static readonly string Same = SampleDocument.Of(SampleDocument.BasePages(16), "16 x 4K exclusive");
    private static readonly string OneFolio = SampleDocument.Of(SampleDocument.Folio(0, 16, 4), "64K pte exclusive", held: false);

    [Fact]
    public void The_same_layout_in_every_run_is_equal()
    {
        CaseVerdict verdict = Compare(Same, Same, Same);

        Assert.Equal(VerifyStatus.Equal, verdict.Status);
        Assert.Equal("6.18", verdict.Model);
    }

    [Fact]
    public void Another_layout_is_shown_side_by_side()
    {
        CaseVerdict verdict = Compare(OneFolio, OneFolio);

        Assert.Equal(VerifyStatus.Different, verdict.Status);
        Assert.Contains(
            new Difference("snapshot 'end', main heap, from page 0", "16 x 4K exclusive", "64K pte exclusive"), verdict.Differences);
        Assert.Contains(new Difference("line 3, expect heap = 16 x 4K", "it holds", "64K pte exclusive"), verdict.Differences);
    }

    [Fact]
    public void Runs_that_differ_among_themselves_are_unstable_and_not_compared() =>
        Assert.Equal(VerifyStatus.Unstable, Compare(Same, OneFolio, Same).Status);

    [Fact]
    public void Folios_that_are_numbered_otherwise_are_the_same_folios()
    {
        string renumbered = SampleDocument.Of(string.Join(", ", Enumerable.Range(0, 16).Select(i => SampleDocument.Folio(i, 1, 0, 100 - i))));

        Assert.Equal(VerifyStatus.Equal, Compare(renumbered).Status);
    }

    [Fact]
    public void A_counter_that_is_the_same_in_every_run_is_compared()
    {
        string counted = SampleDocument.Of(SampleDocument.BasePages(16), vmstat: "\"thp_split_pmd\": 3");

        CaseVerdict verdict = Compare(counted, counted);

        Assert.Equal(new Difference("snapshot 'end', counter thp_split_pmd", "0", "3"), Assert.Single(verdict.Differences));
    }

    [Fact]
    public void A_counter_that_others_move_is_named_and_not_compared()
    {
        CaseVerdict verdict = Compare(SampleDocument.Of(SampleDocument.BasePages(16), vmstat: "\"thp_split_pmd\": 3"), Same);

        Assert.Equal(VerifyStatus.Equal, verdict.Status);
        Assert.Equal("thp_split_pmd", Assert.Single(verdict.NoisyCounters));
    }

    [Fact]
    public void A_missing_precondition_is_a_skip_with_its_reason()
    {
        CaseVerdict verdict = Compare(SampleDocument.Of("", skipped: "this kernel has no zram"));

        Assert.Equal((VerifyStatus.Skipped, "this kernel has no zram"), (verdict.Status, verdict.Reason));
    }

    [Fact]
    public void A_statement_that_fails_only_on_the_kernel_is_a_difference()
    {
        string failed = SampleDocument.Of(
            SampleDocument.BasePages(16),
            diagnostics: "{\"code\": \"MTHP3001\", \"severity\": \"error\", \"line\": 2, \"column\": 1, \"message\": \"the statement failed with EFAULT\"}");

        Assert.Contains(new Difference("how it ends", "all statements ran", "line 2 failed with EFAULT"), Compare(failed).Differences);
    }

    [Fact]
    public void A_kernel_of_no_model_asks_for_one()
    {
        string other = Same.Replace("6.18.44", "5.10.0", StringComparison.Ordinal);

        CaseVerdict verdict = Compare(other);

        Assert.Equal(VerifyStatus.Failed, verdict.Status);
        Assert.Contains("--kernel", verdict.Reason, StringComparison.Ordinal);
    }

    private static CaseVerdict Compare(params string[] documents) => Assert.Single(Verifier.Compare(
        new ScenarioText(SourceText.From(Scenario, "test.mthp"), null), "test.mthp", [.. documents.Select(KernelDocument.Parse)]));
}
