using Xunit;

namespace MthpDsl.Tests.Analyzers;

public sealed class ScenarioFileAnalyzerTests
{
    [Fact]
    public async Task Every_mistake_of_a_file_is_reported_at_its_place_with_its_mend()
    {
        string[] found = await MemoryProject.Report("", ("/p/scenarios/a.mthp", "map heap 2M\nwirte heap\nwrite heap\nmadvise haep hugepage\n"));

        Assert.Equal(
            [
                "/p/scenarios/a.mthp(2,1): MTHP1002: 'wirte' is no statement. Did you mean 'write'?",
                "/p/scenarios/a.mthp(4,9): MTHP2001: No mapping is called 'haep' in process 'main'. Did you mean 'heap'?",
            ],
            found);
    }

    [Fact]
    public async Task Files_that_are_no_scenarios_are_left_alone() =>
        Assert.Empty(await MemoryProject.Report("", ("/p/notes.txt", "wirte heap\n")));

    [Fact]
    public async Task An_included_file_is_judged_with_the_names_of_the_one_that_includes_it()
    {
        string[] found = await MemoryProject.Report(
            "",
            ("/p/a/main.mthp", "map heap 2M\ninclude \"../shared/touch.mthp\"\n"),
            ("/p/shared/touch.mthp", "write heap\nwrite haep\n"));

        Assert.Equal(["/p/shared/touch.mthp(2,7): MTHP2001: No mapping is called 'haep' in process 'main'. Did you mean 'heap'?"], found);
    }

    [Fact]
    public async Task Two_files_that_include_each_other_are_reported()
    {
        string[] found = await MemoryProject.Report("", ("/p/a.mthp", "include \"b.mthp\"\n"), ("/p/b.mthp", "include \"a.mthp\"\n"));

        Assert.Contains(found, line => line.Contains("MTHP2056", StringComparison.Ordinal));
    }
}
