using System.CommandLine;
using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Formatting;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp fmt FILE|DIR|GLOB|- … [--check|--diff]</c></summary>
internal static class FmtCommand
{
    private enum Mode
    {
        Write,
        Check,
        Diff,
    }

    public static Command Create(ToolHost host)
    {
        Argument<string[]> files = SharedArguments.Files();
        Option<bool> check = new("--check") { Description = "Change nothing: name the files that would change." };
        Option<bool> diff = new("--diff") { Description = "Change nothing: show what would change." };
        Command command = new("fmt", "Writes scenarios in their one canonical form; standard input is written to standard output.")
        {
            files, check, diff,
        };
        command.SetAction(parsed =>
        {
            Mode mode = parsed.GetValue(diff) ? Mode.Diff : parsed.GetValue(check) ? Mode.Check : Mode.Write;
            return (int)Format(SharedArguments.FilesOf(parsed, files), mode, host);
        });
        return command;
    }

    private static ExitCode Format(IReadOnlyList<string> files, Mode mode, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        int changed = 0;
        int broken = 0;
        foreach (string file in files)
        {
            ScenarioText text = ScenarioReader.Read(file, host);
            string? formatted = text.Source is { } source ? Formatter.Format(source) : null;
            if (formatted is null)
            {
                broken++;
                WriteProblems(file, text, host);
            }
            else if (IsOther(text.Source!, file, formatted) || (file == ScenarioFiles.StandardInput && mode == Mode.Write))
            {
                changed++;
                Handle(output, file, text.Source!.Text, formatted, mode, host.OutputIsTerminal);
            }
        }

        if (files is not [ScenarioFiles.StandardInput])
        {
            string verb = mode == Mode.Write ? "formatted" : "would change";
            host.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{changed} {verb}, {files.Count - changed - broken} left as they are, {broken} cannot be read"));
        }

        return broken > 0 ? ExitCode.Error : changed > 0 && mode != Mode.Write ? ExitCode.Failed : ExitCode.Passed;
    }

    private static void Handle(TextWriter output, string file, string before, string formatted, Mode mode, bool toTerminal)
    {
        switch (mode)
        {
            case Mode.Check:
                output.WriteLine(Printable.Of(file));
                break;
            case Mode.Diff:
                string diff = LineDiff.Write(Printable.Of(file), before, formatted);
                output.Write(toTerminal ? string.Join('\n', diff.Split('\n').Select(line => Printable.Of(line.TrimEnd('\r')))) : diff);
                break;
            case Mode.Write when file == ScenarioFiles.StandardInput:
                output.Write(formatted);
                break;
            default:
                WrittenFile.Write(file, formatted);
                break;
        }
    }

    /// <summary>The text differs, or its file begins with a byte order mark, which the canonical form does not.</summary>
    private static bool IsOther(SourceText source, string file, string formatted) =>
        source.Text != formatted || (file != ScenarioFiles.StandardInput && HasMark(file));

    private static bool HasMark(string file)
    {
        using FileStream stream = ReadableFile.Open(file);
        return stream.ReadByte() == 0xEF && stream.ReadByte() == 0xBB && stream.ReadByte() == 0xBF;
    }

    /// <summary>Why a file was left alone: what is wrong with its syntax.</summary>
    private static void WriteProblems(string file, ScenarioText text, ToolHost host)
    {
        DiagnosticText printer = new(host.Width, new Style(false));
        foreach (ResultDiagnostic diagnostic in ScenarioFile.Check(text, file, new RunOptions()).Where(IsSyntax))
        {
            printer.Write(host.Error, diagnostic, file);
        }
    }

    private static bool IsSyntax(ResultDiagnostic diagnostic) =>
        diagnostic.Severity == ResultSeverity.Error && !diagnostic.Code.StartsWith("MTHP2", StringComparison.Ordinal);
}
