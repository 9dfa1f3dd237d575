using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Export;
using MthpDsl.Language;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp export FILE --to c [--ktap] [-o FILE]</c></summary>
internal static class ExportCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string> file = new("FILE") { Description = "A scenario, or - for standard input." };
        Option<string> to = new("--to") { HelpName = "LANGUAGE", Description = "What to write: c.", DefaultValueFactory = _ => "c" };
        Option<bool> ktap = new("--ktap") { Description = "The program prints KTAP, as a kselftest does; else the result document." };
        Option<string> output = new("--output", "-o") { HelpName = "FILE", Description = "Where to write; else standard output." };
        Command command = new("export", "Writes a scenario as a C program that does the same on a real kernel.") { file, to, ktap, output };
        command.SetAction(parsed =>
        {
            string language = parsed.GetValue(to) ?? "c";
            return language == "c"
                ? (int)Export(parsed.GetValue(file)!, parsed.GetValue(ktap), parsed.GetValue(output), host)
                : throw CommandLineException.Unknown("language", language, ["c"]);
        });
        return command;
    }

    private static ExitCode Export(string file, bool ktap, string? output, ToolHost host)
    {
        ScenarioText text = ScenarioReader.Read(file, host);
        ExportResult result = text.Source is { } source
            ? CExporter.Export(ScenarioFile.Bind(source, new RunOptions()), ktap)
            : new ExportResult(null, [.. ScenarioFile.Check(text, file, new RunOptions())]);
        DiagnosticText printer = new(host.Width, new Style(false));
        foreach (ResultDiagnostic diagnostic in result.Diagnostics)
        {
            printer.Write(host.Error, diagnostic, file);
        }

        if (result.Code is not { } code)
        {
            return ExitCode.Error;
        }

        if (output is not null)
        {
            WrittenFile.Write(output, code);
            return ExitCode.Passed;
        }

        using StreamWriter writer = host.OpenOutputText();
        writer.Write(code);
        return ExitCode.Passed;
    }
}
