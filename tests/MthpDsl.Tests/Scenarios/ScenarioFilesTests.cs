using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Tests.Cli;
using Xunit;

namespace MthpDsl.Tests.Scenarios;

/// <summary>The scenarios that people read: each passes, is as it was drawn, and survives a recount after every statement.</summary>
public sealed class ScenarioFilesTests
{
    private static readonly string _folder = Repository.Path("scenarios");

    public static TheoryData<string> Files() => new(
        Directory.EnumerateFiles(_folder, "*.mthp", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public Task Looks_as_it_was_drawn(string file)
    {
        string text = ToolRun.WithInput(File.ReadAllBytes(Path.Combine(_folder, file)), "run", "-").Output;
        return Snapshot.Verify(text, parameters: "file=" + file.Replace(".mthp", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes_and_recounts(string file)
    {
        foreach (CaseResult result in ScenarioFile.Run(Path.Combine(_folder, file), new RunOptions { Check = true }))
        {
            Assert.True(result.Status == ResultStatus.Passed, string.Join('\n', result.Diagnostics.Select(diagnostic => diagnostic.Message)));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Says_first_what_it_teaches(string file) =>
        Assert.StartsWith("# ", File.ReadAllText(Path.Combine(_folder, file)), StringComparison.Ordinal);
}
