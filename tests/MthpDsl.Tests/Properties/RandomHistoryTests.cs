using CsCheck;
using MthpDsl.Cli.Commands;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Properties;

/// <summary>
/// Scenarios made at random: every statement, kernel and page size, several processes, races, injected failures. What fails is made
/// smaller and written as a file; <c>mthp fuzz</c> does the same for any number of them.
/// </summary>
public sealed class RandomHistoryTests
{
    private static readonly Fuzzer Fuzzer = new([.. FuzzProperties.All, ReportProperty.Reports], [.. KernelModel.All.Select(model => model.Name)]);

    [Fact]
    public void What_must_hold_of_every_scenario_holds_of_20_000_made_at_random() =>
        Gen.ULong.Sample(
            seed =>
            {
                if (Fuzzer.Try(seed) is { } failure)
                {
                    string path = Path.Combine(AppContext.BaseDirectory, $"fuzz-{failure.Property}-{failure.Seed}.mthp");
                    File.WriteAllText(path, failure.Text);
                    Assert.Fail($"{failure}written to {path}");
                }
            },
            iter: 20_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_seed_makes_the_same_scenario_always(ulong seed) => Assert.Equal(Fuzzer.Scenario(seed), Fuzzer.Scenario(seed));
}
