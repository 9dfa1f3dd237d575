using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Mutation;

/// <summary>The scenarios that people read, and some made at random, in rows small enough that each reaches few mutants.</summary>
public sealed class ScenarioTests
{
    private const int Rows = 40;
    private const int SeedsInRow = 10;

    private static readonly Fuzzer Fuzzer = new(FuzzProperties.All, [.. KernelModel.All.Select(model => model.Name)]);
    private static readonly string Folder = Repository.Path("scenarios");

    public static TheoryData<string> Files() => new(
        Directory.EnumerateFiles(Folder, "*.mthp", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal));

    public static TheoryData<int> FirstSeeds() => new(Enumerable.Range(0, Rows).Select(row => 1 + (row * SeedsInRow)));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_passes_and_recounts(string file) => Assert.All(
        ScenarioFile.Run(Path.Combine(Folder, file), new RunOptions { Check = true }),
        result => Assert.Equal(ResultStatus.Passed, result.Status));

    [Theory]
    [MemberData(nameof(FirstSeeds))]
    public void What_must_hold_of_every_scenario_holds(int first)
    {
        for (int seed = first; seed < first + SeedsInRow; seed++)
        {
            Assert.Null(Fuzzer.Try((ulong)seed));
        }
    }
}
