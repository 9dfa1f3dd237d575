using MthpDsl.Cli.Fuzzing;
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
    private const int Count = 20_000;

    private static readonly Fuzzer Fuzzer = new([.. FuzzProperties.All, ReportProperty.Reports], [.. KernelModel.All.Select(model => model.Name)]);

    // The same seeds on every machine: the gate must not depend on luck. `mthp fuzz` tries others.
    [Fact]
    public void What_must_hold_of_every_scenario_holds_of_those_made_from_the_first_seeds() =>
        Parallel.For(1, Count + 1, seed =>
        {
            if (Fuzzer.Try((ulong)seed, found => Console.Error.WriteLine($"seed {found.Seed}: {found.Property}: {found.Message}")) is { } failure)
            {
                string path = Path.Combine(AppContext.BaseDirectory, $"fuzz-{failure.Property}-{failure.Seed}.mthp");
                File.WriteAllText(path, failure.Text);
                Assert.Fail($"{failure}written to {path}");
            }
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_seed_makes_the_same_scenario_always(ulong seed) => Assert.Equal(Fuzzer.Scenario(seed), Fuzzer.Scenario(seed));
}
