using MthpDsl.Cli.Hosting;
using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Cli;

public sealed class NewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("my-case", "my case")]
    [InlineData("a \"quoted\" name.mthp", "a \"quoted\" name")]
    [InlineData("{0}", "{0}")]
    public void What_it_writes_passes_without_a_warning_and_is_canonical(string name, string title)
    {
        string path = Path.Combine(_folder.Path, name);
        Assert.Equal(ExitCode.Passed, ToolRun.Of("new", path).ExitCode);
        string file = path.EndsWith(".mthp", StringComparison.Ordinal) ? path : path + ".mthp";
        SourceText source = SourceText.From(File.ReadAllText(file), file);
        Assert.Equal(title, ScenarioBinder.Bind(source).Title);
        Assert.Equal(source.Text, Formatter.Format(source));
        ToolRun run = ToolRun.Of("run", file);
        Assert.Equal((ExitCode.Passed, false), (run.ExitCode, run.Output.Contains("warning", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_is_there_is_left_as_it_is()
    {
        string path = _folder.Write("mine.mthp", "map heap 2M\n");
        ToolRun run = ToolRun.Of("new", Path.Combine(_folder.Path, "mine"));
        Assert.Equal((ExitCode.Error, $"mthp: {path} is there already and is left as it is.\n"), (run.ExitCode, run.Error));
        Assert.Equal("map heap 2M\n", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_in_one_line()
    {
        ToolRun run = ToolRun.Of("new", Path.Combine(_folder.Path, "nowhere", "x"));
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Matches(@"^mthp: \S+x\.mthp cannot be written: [^\n]*\n$", run.Error);
        Assert.DoesNotContain("IO_", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".mthp")]
    [InlineData("--wrong")]
    public void What_is_no_name_is_refused(string name) => Assert.Equal(ExitCode.Usage, ToolRun.Of("new", name).ExitCode);
}
