using System.Globalization;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using Xunit;

namespace MthpDsl.Tests.Recorded;

/// <summary>What real kernels did, a test for every file, none of them edited.</summary>
public sealed class RecordedTests
{
    private static readonly string _data = Repository.Path("tests", "MthpDsl.Tests", "Recorded", "data");

    public static TheoryData<string> Files(string kernel) => new(
        Directory.EnumerateFiles(Path.Combine(_data, kernel), "*.mthp")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files), "6.12")]
    public void Linux_6_12_did_the_same(string file) => DoesTheSame("6.12", file);

    [Theory]
    [MemberData(nameof(Files), "6.18")]
    public void Linux_6_18_did_the_same(string file) => DoesTheSame("6.18", file);

    [Theory]
    [MemberData(nameof(Files), "rfc-2024")]
    public void The_series_as_posted_did_the_same(string file) => DoesTheSame("rfc-2024", file);

    [Theory]
    [MemberData(nameof(Files), "merged-2026")]
    public void The_merged_series_did_the_same(string file) => DoesTheSame("merged-2026", file);

    private static void DoesTheSame(string kernel, string file)
    {
        string path = Path.Combine(_data, kernel, file + ".mthp");
        foreach (CaseResult result in ScenarioFile.Run(path, new RunOptions()))
        {
            IEnumerable<string> messages = result.Diagnostics
                .Where(diagnostic => diagnostic.Severity == ResultSeverity.Error)
                .Select(diagnostic => string.Create(CultureInfo.InvariantCulture, $"{path}:{diagnostic.Line}: {diagnostic.Message}"));
            Assert.True(result.Status == ResultStatus.Passed, string.Join('\n', messages));
        }
    }
}
