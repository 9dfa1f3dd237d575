using System.Text;
using MthpDsl.Cli;
using MthpDsl.Cli.Formatting;
using MthpDsl.Cli.Hosting;
using Xunit;

namespace MthpDsl.Tests.Cli;

public class FmtCommandTests
{
    private const string Loose = "map  heap 2MiB\nwrite heap# all\n";
    private const string Canonical = "map heap 2M\nwrite heap                                   # all\n";

    [Fact]
    public void A_file_is_written_in_canonical_form_and_then_left_alone()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a.mthp", Loose);
        Assert.Equal("1 formatted, 0 left as they are, 0 cannot be read", Run(ExitCode.Passed, "fmt", file).Error.Trim());
        Assert.Equal(Canonical, File.ReadAllText(file));
        Assert.Equal("0 formatted, 1 left as they are, 0 cannot be read", Run(ExitCode.Passed, "fmt", file).Error.Trim());
    }

    [Fact]
    public void With_check_files_are_named_and_not_written()
    {
        using TemporaryFolder folder = new();
        string loose = folder.Write("loose.mthp", Loose);
        folder.Write("canonical.mthp", Canonical);
        Assert.Equal(loose.Replace('\\', '/'), Run(ExitCode.Failed, "fmt", "--check", folder.Path).Output.Trim());
        Assert.Equal(Loose, File.ReadAllText(loose));
    }

    [Fact]
    public void With_diff_the_changes_are_shown_and_not_written()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a.mthp", Loose);
        string diff = Run(ExitCode.Failed, "fmt", "--diff", file).Output;
        Assert.Contains("-map  heap 2MiB\n", diff, StringComparison.Ordinal);
        Assert.Contains("+map heap 2M\n", diff, StringComparison.Ordinal);
        Assert.Equal(Loose, File.ReadAllText(file));
    }

    [Fact]
    public void Standard_input_is_written_to_standard_output() =>
        Assert.Equal(Canonical, RunWith(ExitCode.Passed, Loose, "fmt", "-").Output);

    [Fact]
    public void A_file_that_does_not_parse_is_never_touched()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a.mthp", "map  heap 2M\nwrit heap\n");
        Assert.Contains("2:1: error MTHP1002", Run(ExitCode.Error, "fmt", file).Error, StringComparison.Ordinal);
        Assert.Equal("map  heap 2M\nwrit heap\n", File.ReadAllText(file));
    }

    [Fact]
    public void A_diff_has_three_lines_around_each_change()
    {
        string[] lines = [.. Enumerable.Range(1, 20).Select(number => $"line {number}")];
        string before = string.Join("\n", lines);
        string after = before.Replace("line 10\n", "line ten\nand a half\n", StringComparison.Ordinal);
        Assert.Equal(
            "--- f\n+++ f\n@@ -7,7 +7,8 @@\n line 7\n line 8\n line 9\n-line 10\n+line ten\n+and a half\n line 11\n line 12\n line 13\n",
            LineDiff.Write("f", before, after));
        Assert.Equal("", LineDiff.Write("f", before, before));
        Assert.Equal("--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n", LineDiff.Write("f", "a", "a\n"));
    }

    [ProgramTheory("git")]
    [InlineData("map  heap 2M\nwrite heap")]
    [InlineData("map  heap 2M\nwrite heap\n")]
    [InlineData("map  heap 2M\r\nwrite heap\r\n")]
    [InlineData("\n\nmap heap 2M\nwrite heap\n\n\n")]
    public void A_diff_can_be_applied(string loose)
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a.mthp", loose);
        string diff = Run(ExitCode.Failed, "fmt", "--diff", file).Output.Replace(file, "a.mthp", StringComparison.Ordinal);
        folder.Write("a.diff", diff);
        Assert.Equal("", Programs.Run(folder.Path, "", "git", "apply", "-p0", "--whitespace=nowarn", "a.diff"));
        Assert.Equal("map heap 2M\nwrite heap\n", File.ReadAllText(file));
    }

    [Fact]
    public void What_a_file_hides_from_a_terminal_is_shown_on_one()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a.mthp", "map  heap 2M  # \e[2J\nwrite heap\n");
        using MemoryStream output = new();
        using StringWriter error = new();
        using ToolHost host = new() { Input = new MemoryStream(), Output = output, Error = error, OutputIsTerminal = true };
        Tool.Run(["fmt", "--diff", file], host);
        string shown = Encoding.UTF8.GetString(output.ToArray());
        Assert.DoesNotContain('\e', shown);
        Assert.Contains("\\u{1b}[2J", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_stays_a_link_and_a_mode_a_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using TemporaryFolder folder = new();
        string file = folder.Write("real.mthp", Loose);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string link = Path.Combine(folder.Path, "link.mthp");
        File.CreateSymbolicLink(link, "real.mthp");
        Run(ExitCode.Passed, "fmt", link);
        Assert.Equal("real.mthp", new FileInfo(link).LinkTarget);
        Assert.Equal(Canonical, File.ReadAllText(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_is_read_only_is_left_as_it_is()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a.mthp", Loose);
        File.SetAttributes(file, FileAttributes.ReadOnly);
        Assert.Contains("cannot be written: it is read-only.", Run(ExitCode.Error, "fmt", file).Error, StringComparison.Ordinal);
        Assert.Equal(Loose, File.ReadAllText(file));
        File.SetAttributes(file, FileAttributes.Normal);
    }

    private static (string Output, string Error) Run(ExitCode wanted, params string[] args) => RunWith(wanted, "", args);

    private static (string Output, string Error) RunWith(ExitCode wanted, string input, params string[] args)
    {
        using MemoryStream output = new();
        using StringWriter error = new() { NewLine = "\n" };
        using ToolHost host = new() { Input = new MemoryStream(Encoding.UTF8.GetBytes(input)), Output = output, Error = error };
        Assert.Equal(wanted, Tool.Run(args, host));
        return (Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
