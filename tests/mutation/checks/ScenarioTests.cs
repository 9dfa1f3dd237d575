using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Mutation;

/// <summary>The scenarios that people read, and some made at random.</summary>
public sealed class ScenarioTests
{
    // Others than those whose answers are pinned.
    private const int FirstSeed = 1001;
    private const int Seeds = 160;

    // Counting all of their memory after every statement takes longer than everything else.
    private static readonly string[] Large =
    [
        "selftests/khugepaged/collapse_compound_extreme.mthp", "selftests/other/thp_swap_allocator_test.mthp", "selftests/other/transhuge-stress.mthp",
    ];

    private static readonly Fuzzer Fuzzer = new(FuzzProperties.All, [.. KernelModel.All.Select(model => model.Name)]);
    private static readonly string Folder = Repository.Path("scenarios");

    public static TheoryData<string> Files() => new(
        Directory.EnumerateFiles(Folder, "*.mthp", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Except(Large)
            .Order(StringComparer.Ordinal));

    public static TheoryData<int> RandomSeeds() => new(Enumerable.Range(FirstSeed, Seeds));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_passes_and_recounts(string file) => Assert.All(
        ScenarioFile.Run(Path.Combine(Folder, file), new RunOptions { Check = true }),
        result => Assert.Equal(ResultStatus.Passed, result.Status));

    [Theory]
    [MemberData(nameof(RandomSeeds))]
    public void What_must_hold_of_every_scenario_holds(int seed) => Assert.Null(Fuzzer.Try((ulong)seed));
}
