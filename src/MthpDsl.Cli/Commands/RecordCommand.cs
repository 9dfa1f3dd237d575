using System.CommandLine;
using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Recording;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp record FILE [--from RESULT …]</c></summary>
internal static class RecordCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string> file = new("FILE") { Description = "A scenario; its expectations are changed where they do not hold." };
        Option<string[]> from = new("--from")
        {
            HelpName = "RESULT", Description = "Run nothing; take what the program printed elsewhere. Once for each run of it.",
        };
        Command command = new("record", "Writes what this machine's kernel does into a scenario's expectations. Needs root, Linux and cc.") { file, from };
        command.SetAction(parsed =>
            (int)KernelFiles.Guard(host, () => Record(parsed.GetValue(file)!, parsed.GetValue(from) ?? [], host)));
        return command;
    }

    private static ExitCode Record(string file, string[] results, ToolHost host)
    {
        ScenarioText text = ScenarioFile.Read(file);
        IReadOnlyList<KernelDocument> documents = [.. results.Select(KernelFiles.ReadDocument)];
        Recording recording = documents.Count > 0 ? Recorder.Record(text, file, documents) : Recorder.Record(text, file);
        if (recording.Changed > 0)
        {
            WrittenFile.Write(file, recording.Text);
        }

        DiagnosticText printer = new(host.Width, new Style(false));
        foreach (ResultDiagnostic diagnostic in recording.Left)
        {
            printer.Write(host.Error, diagnostic, file);
        }

        using StreamWriter output = host.OpenOutputText();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {recording.Changed} recorded, {recording.Left.Length} left"));
        return recording.Left.IsEmpty ? ExitCode.Passed : ExitCode.Failed;
    }
}
