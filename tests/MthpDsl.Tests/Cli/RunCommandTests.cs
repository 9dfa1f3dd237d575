using System.Globalization;
using System.Text.Json;
using MthpDsl.Cli.Hosting;
using Xunit;

namespace MthpDsl.Tests.Cli;

public sealed class RunCommandTests : IDisposable
{
    private const string Passing = "map heap 64K\nwrite heap\nexpect heap = 16 x 4K\n";
    private const string Failing = "map heap 64K\nwrite heap\nexpect heap = 64K\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task The_first_example_is_drawn() =>
        Snapshot.Verify(ToolRun.WithInput(File.ReadAllBytes(Repository.Path("scenarios", "seed", "first.mthp")), "run", "-").Output);

    [Fact]
    public void What_passes_exits_with_0_and_says_nothing_on_the_side()
    {
        ToolRun run = ToolRun.WithInput(Passing, "run", "-");
        Assert.Equal(ExitCode.Passed, run.ExitCode);
        Assert.EndsWith("\n1 passed, 0 failed\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public Task What_fails_exits_with_1_and_shows_both_sides()
    {
        ToolRun run = ToolRun.WithInput(Failing, "run", "-");
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        return Snapshot.Verify(run.Output);
    }

    [Fact]
    public Task A_statement_the_kernel_refuses_exits_with_2_at_its_line()
    {
        ToolRun run = ToolRun.WithInput("map heap 64K\nwrite heap\nmadvise heap nohugepage\nmadvise heap collapse\nwrite heap\n", "run", "-");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        return Snapshot.Verify(run.Output);
    }

    [Fact]
    public Task Six_mistakes_give_six_messages_each_at_its_place()
    {
        const string Text = """
            kernel rfc-2042
            map heap 2M
            wriet heap
            madvise haep hugepage
            sysfs hugepages-63kB/enabled = always
            expect heap = 32 x 63K
            write heap[..4M]

            """;
        ToolRun run = ToolRun.WithInput(Text, "check", "-");
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Equal(6, run.Output.Split(": error MTHP").Length - 1);
        return Snapshot.Verify(run.Output);
    }

    [Fact]
    public void Several_files_are_summed_up_in_the_last_line()
    {
        _folder.Write("a.mthp", Passing);
        _folder.Write("b/c.mthp", Failing);
        _folder.Write("b/d.mthp", "given size in 16K, 64K\n" + Passing);
        ToolRun run = ToolRun.Of("run", _folder.Path);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.EndsWith("\n3 passed, 1 failed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_finds_files_where_the_shell_does_not()
    {
        _folder.Write("a.mthp", Passing);
        _folder.Write("b/c.mthp", Passing);
        _folder.Write("b/e/f.mthp", Passing);
        _folder.Write("b/e/f.txt", "no scenario");
        Assert.EndsWith("\n3 passed, 0 failed\n", ToolRun.Of("run", _folder.Path + "/**/*.mthp").Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 0 failed\n", ToolRun.Of("run", _folder.Path + "/?.mthp").Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 0 failed\n", ToolRun.Of("run", _folder.Path + "/*/*.mthp").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_named_twice_runs_once()
    {
        string file = _folder.Write("a.mthp", Passing);
        Assert.EndsWith("\n1 passed, 0 failed\n", ToolRun.Of("run", file, file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_option_kernel_overrides_the_scenario()
    {
        string text = ToolRun.WithInput("kernel 6.12\n" + Passing, "run", "-", "--kernel", "6.18", "--format", "json").Output;
        Assert.Equal("6.18", JsonDocument.Parse(text).RootElement.GetProperty("results")[0].GetProperty("kernel").GetString());
    }

    [Theory]
    [InlineData("run", "--formt", "json", "-", "mthp: there is no option '--formt'; did you mean '--format'?\n")]
    [InlineData("run", "-", "--format", "jsn", "mthp: there is no format 'jsn'; did you mean 'json'?\n")]
    [InlineData("run", "-", "--kernel", "rfc-2025", "mthp: there is no kernel 'rfc-2025'; did you mean 'rfc-2024'?\n")]
    [InlineData("rnu", "-", "mthp: there is no command 'rnu'; did you mean 'run'?\n")]
    [InlineData("help", "madvsie", "mthp: there is no help for 'madvsie'; did you mean 'madvise'?\n")]
    public void A_wrong_command_line_exits_with_3_and_one_line(params string[] argsAndMessage)
    {
        ToolRun run = ToolRun.Of(argsAndMessage[..^1]);
        Assert.Equal((ExitCode.Usage, "", argsAndMessage[^1]), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void A_missing_file_a_folder_without_scenarios_and_a_pattern_without_a_match_exit_with_2_and_one_line()
    {
        _folder.Write("a.txt", "no scenario");
        Assert.Equal(
            new ToolRun(ExitCode.Error, "", "mthp: there is no file or folder 'nowhere.mthp'.\n"), ToolRun.Of("run", "nowhere.mthp"));
        Assert.Equal(
            new ToolRun(ExitCode.Error, "", $"mthp: the folder '{_folder.Path}' holds no .mthp file.\n"), ToolRun.Of("run", _folder.Path));
        Assert.Equal(
            new ToolRun(ExitCode.Error, "", $"mthp: no file matches '{_folder.Path}/*.mthp'.\n"), ToolRun.Of("run", _folder.Path + "/*.mthp"));
    }

    [Theory]
    [InlineData("", "MTHP1903")]
    [InlineData(" \n\n", "MTHP1903")]
    [InlineData("map heap 2M\0", "MTHP1902")]
    public void What_is_no_scenario_gets_one_message(string text, string code) => OneMessage(ToolRun.WithInput(text, "run", "-"), code);

    [Fact]
    public void Bytes_that_are_no_text_get_one_message() => OneMessage(ToolRun.WithInput([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe], "run", "-"), "MTHP1902");

    [Fact]
    public void A_line_of_ten_megabytes_gets_one_message() =>
        OneMessage(ToolRun.WithInput("map heap " + new string('9', 10 << 20), "run", "-"), "MTHP1");

    [Fact]
    public void A_hundred_thousand_opening_braces_get_one_message()
    {
        OneMessage(ToolRun.WithInput(string.Concat(Enumerable.Repeat("repeat 2 {\n", 100_000)), "run", "-"), "MTHP1");
        OneMessage(ToolRun.WithInput(new string('{', 100_000), "run", "-"), "MTHP1");
    }

    // Files alone go without the parser of the command line.
    [Fact]
    public void Files_alone_run_as_they_do_with_the_options_that_are_meant_where_none_is_given()
    {
        string folder = Repository.Path("scenarios", "seed");
        string file = _folder.Write("fails.mthp", "map heap 64K\nexpect heap = 16 x 4K\n");
        Assert.Equal(ToolRun.Of("run", "--format", "text", "--max-statements", "1000000", folder, file), ToolRun.Of("run", folder, file));
        Assert.Equal(ExitCode.Usage, ToolRun.Of("run", file, "-x").ExitCode);
    }

    [Fact]
    public void A_reader_that_went_away_is_said_once()
    {
        using StringWriter error = new() { NewLine = "\n" };
        using ToolHost host = new() { Input = new MemoryStream(), Output = new ResultStream(new ClosedPipe()), Error = error };
        Assert.Equal(ExitCode.Error, MthpDsl.Cli.Tool.Run(["run", Repository.Path("scenarios", "seed")], host));
        Assert.Equal("mthp: The results could not be written to standard output.\n", error.ToString());
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_under_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            string first = Everything();
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "−" } };
            Assert.Equal(first, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string Everything() => ToolRun.Of("run", Repository.Path("scenarios", "seed")).Output
            + ToolRun.Of("run", "--format", "json", Repository.Path("scenarios", "seed")).Output;
    }

    private static void OneMessage(ToolRun run, string code)
    {
        Assert.Equal(ExitCode.Error, run.ExitCode);
        Assert.Single(run.Output.Split('\n'), line => line.Contains(": error MTHP", StringComparison.Ordinal));
        Assert.Contains(": error " + code, run.Output, StringComparison.Ordinal);
        Assert.True(run.Output.Length < 2000, "the message must not quote the file");
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
