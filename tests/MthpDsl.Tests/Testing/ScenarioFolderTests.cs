using MthpDsl.Scenarios.Results;
using MthpDsl.Testing;
using Xunit;

namespace MthpDsl.Tests.Testing;

public sealed class ScenarioFolderTests
{
    [Theory, Scenarios("Folder")]
    public void Every_file_and_value_is_a_case_that_runs(ScenarioTest scenario)
    {
        CaseResult result = scenario.Run();

        Assert.Equal(ResultStatus.Passed, result.Status);
        Assert.Equal(scenario.ToString(), $"window.mthp [size={result.Case[0].Value}]");
    }

    [Fact]
    public async Task A_failure_leads_to_the_line_of_the_scenario()
    {
        using TemporaryFolder folder = new();
        folder.Write("broken.mthp", "map heap 64K\nwrite heap\nexpect heap = 1 x 64K\n");
        ScenarioTest test = (ScenarioTest)new ScenariosAttribute(".", Path.Combine(folder.Path, "Test.cs")).GetData(null!).Single()[0];

        ScenarioFailedException failure = await Assert.ThrowsAsync<ScenarioFailedException>(() => test.Verify());

        Assert.Contains("MTHP4001", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith($"   at scenario in {Path.Combine(folder.Path, "broken.mthp")}:line 3", failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_passes_is_verified_against_a_snapshot_beside_the_test()
    {
        using TemporaryFolder folder = new();
        folder.Write("good.mthp", "given size in 64K, 128K\nmap heap size\nwrite heap\n");
        string source = Path.Combine(folder.Path, "Test.cs");
        object[][] cases = [.. new ScenariosAttribute(".", source).GetData(null!)];

        await Assert.ThrowsAnyAsync<Exception>(() => ((ScenarioTest)cases[1][0]).Verify(null, source, "Holds"));
        if (Environment.GetEnvironmentVariable("CI") is null or "")
        {
            string received = Path.Combine(folder.Path, "Test.Holds_scenario=good_size=128K.received.txt");
            File.Move(received, received.Replace("received", "verified", StringComparison.Ordinal));
            await ((ScenarioTest)cases[1][0]).Verify(null, source, "Holds");
        }

        Assert.Equal(2, cases.Length);
    }
}
