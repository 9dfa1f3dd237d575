using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using Xunit;

namespace MthpDsl.Tests.Scenarios;

/// <summary>A scenario from a stranger reads no file outside of its folder.</summary>
public sealed class IncludeFolderTests
{
    [Theory]
    [InlineData("part.mthp", ResultStatus.Passed)]
    [InlineData("link-within.mthp", ResultStatus.Passed)]
    [InlineData("../outside/part.mthp", ResultStatus.Error)]
    [InlineData("link-out.mthp", ResultStatus.Error)]
    [InlineData("folder/part.mthp", ResultStatus.Error)]
    public void An_include_stays_below_the_folder_of_the_scenario_also_through_links(string include, ResultStatus status)
    {
        using TemporaryFolder folder = new();
        string outside = folder.Write("outside/part.mthp", "map heap 2M\nwrite heap\n");
        folder.Write("inside/part.mthp", "map heap 2M\nwrite heap\n");
        string inside = Path.Combine(folder.Path, "inside");
        File.CreateSymbolicLink(Path.Combine(inside, "link-within.mthp"), Path.Combine(inside, "part.mthp"));
        File.CreateSymbolicLink(Path.Combine(inside, "link-out.mthp"), outside);
        Directory.CreateSymbolicLink(Path.Combine(inside, "folder"), Path.Combine(folder.Path, "outside"));
        string scenario = folder.Write("inside/scenario.mthp", $"include \"{include}\"\nread heap\n");

        CaseResult result = Assert.Single(ScenarioFile.Run(scenario, new RunOptions()));

        Assert.Equal(status, result.Status);
    }
}
