using MthpDsl.Cli;
using MthpDsl.Cli.Hosting;
using Xunit;

namespace MthpDsl.Tests.Cli;

public sealed class WatchTests : IDisposable
{
    private const string Passing = "map heap 64K\nwrite heap\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_changes_runs_again_and_ctrl_c_ends_it_with_the_last_answer()
    {
        string file = _folder.Write("a.mthp", Passing);
        (ExitCode answer, int runs, string error) = Watch(file, () => File.WriteAllText(file, Passing + "expect heap = 64K\n"));
        Assert.Equal((ExitCode.Failed, 2), (answer, runs));
        Assert.Contains("mthp: waiting for 1 file to change; Ctrl-C ends this.\n", error, StringComparison.Ordinal);
        Assert.Contains($"mthp: {file} has changed.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_an_include_of_an_include_also_one_that_was_missing()
    {
        _folder.Write("b.mthp", "include \"c.mthp\"\n");
        string file = _folder.Write("a.mthp", "include \"b.mthp\"\n");
        string included = Path.Combine(_folder.Path, "c.mthp");
        (ExitCode answer, int runs, _) = Watch(
            file, () => File.WriteAllText(included, Passing), () => File.WriteAllText(included, Passing + "expect heap = 64K\n"));
        Assert.Equal((ExitCode.Failed, 3), (answer, runs));
    }

    [Fact]
    public void So_does_a_new_file_of_a_folder()
    {
        _folder.Write("a.mthp", Passing);
        Assert.Equal(2, Watch(_folder.Path, () => _folder.Write("sub/b.mthp", Passing)).Runs);
    }

    [Fact]
    public void A_file_that_is_replaced_or_gone_for_a_while_does_not_end_it()
    {
        string file = _folder.Write("a.mthp", Passing);
        (ExitCode answer, int runs, _) = Watch(file, () => File.Delete(file), () => File.WriteAllText(file, Passing + "expect heap = 64K\n"));
        Assert.Equal((ExitCode.Failed, 2), (answer, runs));
    }

    [Fact]
    public void Nothing_runs_while_nothing_changes()
    {
        string file = _folder.Write("a.mthp", Passing);
        Assert.Equal(1, Watch(file, () => { }, () => { }).Runs);
    }

    [Fact]
    public void Standard_input_and_the_command_line_do_not_change()
    {
        Assert.Equal(ExitCode.Usage, ToolRun.Of("run", "-", "--watch").ExitCode);
        Assert.Equal(ExitCode.Usage, ToolRun.Of("run", "-e", "map heap 2M", "--watch").ExitCode);
    }

    /// <summary>Watches while the steps happen, one after the other, each followed by two looks at the files; then comes Ctrl-C.</summary>
    private static (ExitCode Answer, int Runs, string Error) Watch(string file, params Action[] steps)
    {
        int pauses = 0;
        using MemoryStream output = new();
        using StringWriter error = new() { NewLine = "\n" };
        using ToolHost host = new()
        {
            Input = new MemoryStream(), Output = new ResultStream(output), Error = error, Pause = _ =>
            {
                if (pauses % 3 == 0 && pauses / 3 < steps.Length)
                {
                    steps[pauses / 3]();
                }

                return pauses++ < (3 * steps.Length) + 2;
            },
        };
        ExitCode answer = Tool.Run(["run", file, "--watch"], host);
        string text = System.Text.Encoding.UTF8.GetString(output.ToArray());
        return (answer, text.Split(" passed, ").Length - 1, error.ToString());
    }
}
