using System.Text;
using MthpDsl.Reporting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Testing.Snapshots;

/// <summary>What a test verifies, as text that a person checks by eye.</summary>
internal static class ReceivedText
{
    /// <summary>A result as the tool prints it.</summary>
    public static string Of(CaseResult result)
    {
        using MemoryStream text = new();
        using (IResultPrinter printer = ResultFormat.Find("text")!.Create(text, new PrinterOptions()))
        {
            printer.Write(result);
            printer.Complete(default(RunSummary).With(result.Status));
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>A layout as a picture under its name, and in the language's grammar.</summary>
    public static string Of(string name, FolioLayout layout)
    {
        SnapshotResult moment = new("", [new ProcessSnapshot("", [new MappingSnapshot(name, 0, layout.Pages, layout.Runs)])], CounterSnapshot.Empty);
        using StringWriter text = new() { NewLine = "\n" };
        MomentsText.Write(text, [moment], new ByteSize(layout.Geometry.PageSize), new PrinterOptions().Width);
        return text.ToString().TrimEnd('\n');
    }
}
