using System.Diagnostics.CodeAnalysis;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scripting;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Scripting;

public sealed class CSharpBlockTests
{
    [Fact]
    public void Blocks_see_the_machine_the_mappings_and_the_processes_by_name()
    {
        CaseResult result = RunOne(
            """
            map heap 2M
            map my-stack 64K
            write heap
            fork child
            do {
                machine.Sysfs.Write("hugepages-64kB/enabled", "always");
                my_stack.Write();
                if (child.Find("heap") is null) throw new Exception("child has no heap");
            }
            expect my-stack = 1 x 64K
            expect { heap.Layout.ToString() == "512 x 4K shared" }
            in child do { heap.Write(); }
            expect { main.Find("heap").Layout.Runs.All(run => !run.IsShared) }
            """);

        Assert.Equal(ResultStatus.Passed, result.Status);
    }

    [Fact]
    public void Values_of_given_for_and_let_are_sizes_and_counts()
    {
        CaseResult[] results = Run(
            """
            given size in 64K, 128K
            let half = size / 2
            let parts = size / 4K
            map heap size
            write heap
            for n in 1, 2 {
                expect { heap.Size == size && half * 2 == size && parts == size.Bytes / 4096 && n is 1 or 2 }
            }
            """);

        Assert.All(results, result => Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == ResultSeverity.Error));
        Assert.Equal(2, results.Length);
    }

    [Fact]
    public void A_variable_of_a_block_is_known_to_those_behind_it()
    {
        CaseResult[] results = Run(
            """
            given count in 16, 512
            map heap 4K * count
            do { var runs = heap.Layout.Runs.Count; int writes = 0; int local = 1; }
            repeat 3 {
                do { heap.Write(); writes++; }
            }
            expect { writes == 3 && runs == 1 && heap.Layout.Runs.Count == count }
            do { string runs = "another"; int local = 2; }
            expect { runs.Length == 7 }
            """);

        Assert.All(results, result => Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == ResultSeverity.Error));
        Assert.Equal(2, results.Length);
    }

    [Fact]
    public void A_false_comparison_shows_what_its_left_side_was()
    {
        CaseResult result = RunOne("map heap 64K\nwrite heap\nexpect { heap.Layout.Runs.Count == 3 }\n");

        ResultDiagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("MTHP4012", 3, 1), (diagnostic.Code, diagnostic.Line, diagnostic.Column));
        Assert.Equal("heap.Layout.Runs.Count is 16", diagnostic.Actual);
        Assert.Equal(ResultStatus.Failed, result.Status);
    }

    [Fact]
    public void Every_mistake_of_every_block_is_reported_at_its_place_before_anything_runs()
    {
        CaseResult result = RunOne(
            "map heap 2M\nwrite heap\ndo {\n    heap.Wirte();\n    int unused;\n}\nexpect { heap.Size }\nexpect { heap.Layout. }\ndo { foo( }\ndo { machine.Khugepaged.Scan(); }\n");

        Assert.Equal(
            [
                "MTHP5002 4:10", "MTHP5003 5:9", "MTHP5007 7:10", "MTHP5002 8:22", "MTHP5002 9:6", "MTHP5002 9:10",
            ],
            result.Diagnostics.Select(diagnostic => FormattableString.Invariant($"{diagnostic.Code} {diagnostic.Line}:{diagnostic.Column}")));
        Assert.Contains("a ByteSize", result.Diagnostics[2].Message, StringComparison.Ordinal);
        Assert.Empty(result.Snapshots);
    }

    [Fact]
    public void An_exception_is_reported_at_its_block()
    {
        CaseResult result = RunOne("map heap 2M\nwrite heap\ndo {\n    throw new InvalidOperationException(\"oops\");\n}\n");

        ResultDiagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("MTHP5004", 3, 1), (diagnostic.Code, diagnostic.Line, diagnostic.Column));
        Assert.Equal("The block threw InvalidOperationException: oops", diagnostic.Message);
        Assert.Equal(ResultStatus.Error, result.Status);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) { try { while (true) { } } catch { } }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    public void A_block_that_does_not_end_is_ended(string code)
    {
        CSharpHost host = new(new CSharpLimits(TimeSpan.FromMilliseconds(300), 4.GiB()));

        CaseResult result = Assert.Single(Run($"map heap 2M\nwrite heap\ndo {{ {code} }}\n", host));

        Assert.Equal("The block ran longer than 0.3 s.", Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void A_block_that_holds_more_and_more_memory_is_ended()
    {
        CSharpHost host = new(new CSharpLimits(TimeSpan.FromMinutes(5), 64.MiB()));

        CaseResult result = Assert.Single(Run(
            "map heap 2M\nwrite heap\ndo { var all = new List<byte[]>(); while (true) { all.Add(new byte[1 << 20]); } }\n", host));

        Assert.Equal("The block allocated more than 64M.", Assert.Single(result.Diagnostics).Message);
    }

    [Theory]
    [InlineData("int Deep(int n) => Deep(n + 1) + 1; Deep(0);")]
    [InlineData("Func<int, int> deep = null; deep = n => deep(n + 1) + 1; deep(0);")]
    public void A_block_that_calls_itself_without_end_does_not_end_the_process(string code)
    {
        CaseResult result = Assert.Single(Run($"map heap 2M\nwrite heap\ndo {{ {code} }}\n"));

        Assert.Contains("InsufficientExecutionStackException", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_permission_nothing_is_compiled_and_the_message_says_how_to_give_it()
    {
        BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("do { nonsense }\n", "a.mthp"));

        CaseResult result = Assert.Single(ScenarioRunner.Run(scenario, new RunOptions()));

        ResultDiagnostic refusal = Assert.Single(result.Diagnostics);
        Assert.Equal(("MTHP5001", 1, 1), (refusal.Code, refusal.Line, refusal.Column));
        Assert.Contains("--allow-csharp", refusal.Mend, StringComparison.Ordinal);
    }

    private static CaseResult RunOne(string text) => Assert.Single(Run(text));

    private static CaseResult[] Run([StringSyntax("mthp")] string text, CSharpHost? host = null) =>
        [.. ScenarioRunner.Run(ScenarioBinder.Bind(SourceText.From(text, "a.mthp")), new RunOptions { CSharp = host ?? new CSharpHost() })];
}
