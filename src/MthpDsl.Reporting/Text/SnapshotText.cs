using System.Globalization;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
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
        PageGeometry geometry = PageGeometry.ForPageSize(result.PageSize) ?? PageGeometry.Pages4K;
        FolioLetters letters = new(result);
        List<Stack> stacks = Stacks(result);
        bool severalProcesses = stacks.Any(stack => stack.Process != stacks[0].Process);
        foreach (Stack stack in stacks)
        {
            string name = severalProcesses ? stack.Process + "." + stack.Mapping : stack.Mapping;
            WriteStack(writer, name, stack.Moments, geometry, letters, width);
        }
    }

    /// <summary>Snapshots of one mapping in one process; an extent that changes begins a new picture.</summary>
    private static List<Stack> Stacks(CaseResult result)
    {
        List<Stack> stacks = [];
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            foreach (ProcessSnapshot process in snapshot.Processes)
            {
                foreach (MappingSnapshot mapping in process.Mappings)
                {
                    Stack? stack = stacks.Find(candidate =>
                        candidate.Process == process.Name && candidate.Mapping == mapping.Name && candidate.Pages == mapping.Pages);
                    if (stack is null)
                    {
                        stack = new Stack(process.Name, mapping.Name, mapping.Pages, []);
                        stacks.Add(stack);
                    }

                    stack.Moments.Add(new Moment(snapshot.Name, mapping));
                }
            }
        }

        return stacks;
    }

    private static void WriteStack(
        TextWriter writer,
        string name,
        List<Moment> moments,
        PageGeometry geometry,
        FolioLetters letters,
        int width)
    {
        int label = LabelWidth(moments.ConvertAll(moment => moment.Name));
        string margin = new(' ', Indent + label + 2);
        long pages = moments[0].Mapping.Pages;
        PictureScale scale = PictureScale.Fit(pages, Math.Max(8, width - margin.Length));
        ByteSize size = new(pages << geometry.PageShift);
        ByteSize cell = new(scale.PagesPerCell << geometry.PageShift);
        writer.WriteLine("  " + Printable.Of(name) + " " + size.ToString() + ", one character is " + cell.ToString());
        writer.WriteLine(margin + scale.Ruler(geometry));
        foreach (Moment moment in moments)
        {
            writer.WriteLine(Head(moment.Name, label) + Picture.Row(moment.Mapping, scale, letters));
            if (Picture.Underline(moment.Mapping, scale) is { } underline)
            {
                writer.WriteLine(margin + underline);
            }
        }

        foreach (Moment moment in moments)
        {
            WriteWrapped(writer, Head(moment.Name, label), LayoutText.Items(moment.Mapping.Runs, geometry), width);
        }
    }

    private static void WriteCounters(TextWriter writer, CaseResult result, int width)
    {
        List<string> names = [];
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            names.Add(snapshot.Name);
        }

        int label = LabelWidth(names);
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

    private static int LabelWidth(List<string> names)
    {
        int width = 0;
        foreach (string name in names)
        {
            width = Math.Max(width, Label(name).Length);
        }

        return width;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Stack(string Process, string Mapping, long Pages, List<Moment> Moments);

    private sealed record Moment(string Name, MappingSnapshot Mapping);
}
