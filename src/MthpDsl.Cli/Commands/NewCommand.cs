using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;
using MthpDsl.Reporting.Text;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp new NAME</c></summary>
internal static class NewCommand
{
    private const string Starter =
        """
        # What this file is about, in a line or two. 'mthp help' lists the statements, 'mthp help map' explains one.
        scenario {0}

        # The machine. Without this it has 4G of memory, base pages of 4K and no swap.
        machine {
          memory 1G
        }

        # The knobs below /sys/kernel/mm/transparent_hugepage/. What is not written has the kernel's default.
        sysfs hugepages-2048kB/enabled = never
        sysfs hugepages-64kB/enabled = madvise

        # What happens to the memory.
        map heap 2M
        write heap                                   # touches every base page; no size is enabled here yet for this mapping
        snapshot "before"                            # the layout of this moment goes into the result
        madvise heap hugepage
        khugepaged scan

        # What must be true at the end. Where it is not, the run shows what was there instead.
        expect heap = 32 x 64K
        expect sysfs khugepaged/full_scans = 1

        """;

    public static Command Create(ToolHost host)
    {
        Argument<string> name = new("NAME") { Description = "The file to write; the ending .mthp may be left out." };
        Command command = new("new", "Writes a scenario to start from, with comments. A file that is there is left as it is.") { name };
        command.SetAction(parsed => (int)Write(parsed.GetValue(name)!, host));
        return command;
    }

    private static ExitCode Write(string name, ToolHost host)
    {
        string path = name.Replace('\\', '/');
        path = path.EndsWith(ScenarioFiles.Extension, StringComparison.Ordinal) ? path : path + ScenarioFiles.Extension;
        string title = Path.GetFileNameWithoutExtension(path).Replace('-', ' ').Replace('_', ' ').Trim();
        if (title.Length == 0 || name.StartsWith('-'))
        {
            throw new CommandLineException($"'{Printable.Of(name)}' is no name for a scenario: write one such as collapse/64k-holes.");
        }

        WrittenFile.WriteNew(path, TextOf(title));
        host.Error.WriteLine($"{Tool.Name}: {Printable.Of(path)} is written; run it with '{Tool.Name} run {Printable.Of(path)}'.");
        return ExitCode.Passed;
    }

    private static string TextOf(string title) =>
        Formatter.Format(SourceText.From(Starter.ReplaceLineEndings("\n").Replace("{0}", Quoted(Printable.Of(title)), StringComparison.Ordinal)))!;

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
