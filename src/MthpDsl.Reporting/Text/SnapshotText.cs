using System.Globalization;
using MthpDsl.Reporting.Pictures;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Text;

/// <summary>
/// The snapshots of a case, mapping by mapping: the pictures of one mapping below each other under one ruler, then
/// its layouts, each to be pasted as it is; at the end the counters of each snapshot.
/// </summary>
internal static class SnapshotText
{
    private const int Indent = 2;
    private const int LongestLabel = 16;

    public static void Write(TextWriter writer, CaseResult result, int width)
    {
        if (result.Snapshots.IsEmpty)
        {
            return;
        }

        WriteLayouts(writer, result, width);
        WriteCounters(writer, result, width);
    }

    /// <summary>The pictures and the layouts alone.</summary>
    public static void WriteLayouts(TextWriter writer, CaseResult result, int width)
    {
        FolioLetters letters = new(result);
        foreach (SnapshotStack stack in SnapshotStack.Of(result))
        {
            WriteStack(writer, stack, letters, width);
        }
    }

    private static void WriteStack(TextWriter writer, SnapshotStack stack, FolioLetters letters, int width)
    {
        int label = 0;
        foreach (Moment moment in stack.Moments)
        {
            label = Math.Max(label, Label(moment.Name).Length);
        }

        string margin = new(' ', Indent + label + 2);
        PictureScale scale = PictureScale.Fit(stack.Pages, Math.Max(8, width - margin.Length));
        writer.WriteLine(
            "  " + Printable.Of(stack.Title) + " " + stack.Size.ToString() + ", one character is " + stack.SizeOf(scale.PagesPerCell).ToString());
        writer.WriteLine(margin + scale.Ruler(stack.Geometry));
        foreach (Moment moment in stack.Moments)
        {
            writer.WriteLine(Head(moment.Name, label) + Picture.Row(moment.Mapping, scale, letters));
            if (Picture.Underline(moment.Mapping, scale) is { } underline)
            {
                writer.WriteLine(margin + underline);
            }
        }

        foreach (Moment moment in stack.Moments)
        {
            WriteWrapped(writer, Head(moment.Name, label), LayoutText.Items(moment.Mapping.Runs, stack.Geometry), width);
        }
    }

    private static void WriteCounters(TextWriter writer, CaseResult result, int width)
    {
        int label = 0;
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            label = Math.Max(label, Label(snapshot.Name).Length);
        }

        writer.WriteLine("  counters since the beginning");
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            List<string> counters = [];
            foreach (Counter counter in snapshot.Counters.Vmstat.AddRange(snapshot.Counters.Sysfs))
            {
                counters.Add(counter.Name + " " + Text(counter.Value));
            }

            counters.Add("faults " + Text(snapshot.Counters.Faults));
            WriteWrapped(writer, Head(snapshot.Name, label), counters, width);
        }
    }

    private static void WriteWrapped(TextWriter writer, string head, IEnumerable<string> items, int width)
    {
        foreach (string line in Wrap.Items(items, Math.Max(20, width - head.Length)))
        {
            writer.WriteLine((head + line).TrimEnd());
            head = new string(' ', head.Length);
        }
    }

    private static string Head(string moment, int label) => new string(' ', Indent) + Label(moment).PadRight(label) + "  ";

    private static string Label(string moment)
    {
        string shown = Printable.Of(moment);
        return shown.Length <= LongestLabel ? shown : shown[..(LongestLabel - 2)] + "..";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
