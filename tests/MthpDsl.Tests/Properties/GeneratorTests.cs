using System.Text.RegularExpressions;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Tests.Language;
using Xunit;

namespace MthpDsl.Tests.Properties;

/// <summary>What is not generated is not tried: random scenarios hold every statement and every word, but for those named here.</summary>
public sealed class GeneratorTests
{
    private const int Seeds = 3000;

    private static readonly Dictionary<string, string> StatementsLeftOut = new()
    {
        ["include"] = "a generated scenario is one text, so that what fails is one file; IncludeFolderTests",
        ["do"] = "C# takes longer to compile than a hundred scenarios to run; CSharpBlockTests",
        ["expect-csharp"] = "the same",
    };

    private static readonly Dictionary<string, string> WordsLeftOut = new()
    {
        ["include"] = "see above",
        ["do"] = "see above",
        ["x86_64"] = "what the machine is unless it says arm64",
        ["part"] = "written by the property 'paste'",
        ["of"] = "written by the property 'paste'",
        ["pmd"] = "written by the property 'paste'",
        ["pte"] = "written by the property 'paste'",
        ["shared"] = "written by the property 'paste'",
        ["exclusive"] = "written by the property 'paste'",
        ["zero"] = "written by the property 'paste'",
        ["huge-zero"] = "written by the property 'paste'",
        ["HANG"] = "a scenario that reaches one ends there, whatever it expects; ScenarioTableTests",
        ["BUG"] = "the same",
        ["absent"] = "a scenario in which no size is enabled goes on without it; RecordedTests",
    };

    private static readonly string[] Texts = [.. Enumerable.Range(1, Seeds).Select(seed =>
        new Fuzzer(FuzzProperties.All, [.. KernelModel.All.Select(model => model.Name)]).Scenario((ulong)seed))];

    [Fact]
    public void Every_statement_of_the_table_is_generated_or_has_a_reason()
    {
        HashSet<string> made = [.. Texts.SelectMany(Names)];

        Assert.Equal(
            StatementsLeftOut.Keys.Order(StringComparer.Ordinal),
            StatementTable.All.Select(row => row.Name).Where(name => !made.Contains(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_word_of_the_grammar_is_generated_or_has_a_reason()
    {
        HashSet<string> made = [.. Texts.SelectMany(text => Regex.Matches(text, "[A-Za-z][A-Za-z0-9_-]*").Select(match => match.Value))];
        IEnumerable<string> words = Ebnf.Parse(File.ReadAllText(Repository.Path("grammar", "mthp.ebnf"))).Words;
        HashSet<string> errnos = [.. KernelWords.Outcomes.Select(outcome => outcome.Name).Where(name => name.StartsWith('E'))];

        Assert.Equal(
            WordsLeftOut.Keys.Order(StringComparer.Ordinal),
            words.Where(word => !made.Contains(word) && !errnos.Contains(word)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kernel_page_size_swap_device_and_step_of_a_race_is_generated()
    {
        IEnumerable<string> wanted =
        [
            .. KernelModel.All.Select(model => "kernel " + model.Name),
            "page-size 4K", "page-size 16K", "page-size 64K", " on zram", " on disk", " on file", "arch arm64",
            .. KernelWords.CollapseSteps.Select(step => "at " + step.Name + " {"),
            .. KernelWords.Advice.Select(advice => " " + advice.Name + "\n"),
        ];

        Assert.All(wanted, part => Assert.Contains(Texts, text => text.Contains(part, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(string text)
    {
        BoundScenario scenario = ScenarioBinder.Bind(SourceText.From(text, "fuzz.mthp"));
        Assert.False(scenario.HasErrors, text);
        return ScenarioNeeds.All(scenario).SelectMany(NamesInside).Concat(BlocksOf(text));
    }

    private static IEnumerable<string> NamesInside(StatementSyntax statement) => statement is ExpectFailure failure
        ? [statement.Definition.Name, .. NamesInside(failure.Statement)]
        : [statement.Definition.Name];

    // The statements with a block are looked through, not given.
    private static IEnumerable<string> BlocksOf(string text) =>
        Regex.Matches(text, @"(?m)^ *(in|for|repeat|at) ").Select(match => match.Groups[1].Value);
}
