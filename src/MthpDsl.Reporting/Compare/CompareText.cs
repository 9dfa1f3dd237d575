using System.Globalization;
using MthpDsl.Reporting.Pictures;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Comparing;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Compare;

/// <summary>
/// A scenario under several kernels for people: pictures below each other, layouts, then counters and lock holds in columns. What
/// differs from the first kernel has a <c>*</c>.
/// </summary>
internal sealed class CompareText(TextWriter writer, PrinterOptions options)
{
    private const string Mark = "* ";
    private const string NoMark = "  ";
    private const int WidestColumn = 8;
    private const int NarrowestColumn = 5;

    /// <summary>Writes one case.</summary>
    public void Write(Comparison comparison)
    {
        CaseResult first = comparison.Results[0];
        writer.WriteLine(Printable.Of(first.File) + ": " + Printable.Of(first.DisplayName));
        WriteProblems(comparison);
        foreach (MappingComparison mapping in comparison.Mappings())
        {
            WriteMapping(comparison, mapping);
        }

        WriteLegend(comparison);
        List<CounterComparison> counters = [.. comparison.Counters()];
        WriteTable("counters since the beginning", comparison, counters);
        WriteTable("held for writing, in base pages copied meanwhile", comparison, [.. comparison.WriteHolds()]);
        WriteTable("longest single hold for writing, in base pages copied", comparison, [.. comparison.LongestWriteHolds()]);
        writer.WriteLine();
    }

    // Expectations are written for one kernel, so only what stopped a run is told here.
    private void WriteProblems(Comparison comparison)
    {
        DiagnosticText text = new(options.Width, new Style(options.Colour));
        foreach (CaseResult result in comparison.Results.Where(result => result.Status == ResultStatus.Error))
        {
            writer.WriteLine("  " + result.Kernel + " stops:");
            foreach (ResultDiagnostic diagnostic in result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error))
            {
                text.Write(writer, diagnostic, result.File);
            }
        }
    }

    private void WriteMapping(Comparison comparison, MappingComparison mapping)
    {
        int label = comparison.Results.Max(result => result.Kernel.Length) + Mark.Length;
        string margin = new(' ', label + 2);
        MappingSnapshot shown = mapping.Layouts.First(layout => layout is not null)!;
        PageGeometry geometry = PageGeometry.ForPageSize(comparison.Results[0].PageSize) ?? PageGeometry.Pages4K;
        long pages = mapping.Layouts.Max(layout => layout?.Pages ?? 0);
        PictureScale scale = PictureScale.Fit(pages, Math.Max(8, options.Width - margin.Length));
        string owner = mapping.Process == "main" ? "" : Printable.Of(mapping.Process) + ".";
        ByteSize size = new(shown.Pages << geometry.PageShift);
        ByteSize cell = new(scale.PagesPerCell << geometry.PageShift);
        writer.WriteLine(
            $"  {owner}{Printable.Of(mapping.Mapping)} {size} at \"{Printable.Of(mapping.Snapshot)}\", one character is {cell}");
        writer.WriteLine(margin + scale.Ruler(geometry));
        for (int i = 0; i < comparison.Results.Length; i++)
        {
            WritePicture(comparison.Results[i], mapping.Layouts[i], scale, Head(comparison, mapping, i, label), margin);
        }

        for (int i = 0; i < comparison.Results.Length; i++)
        {
            WriteLayout(mapping.Layouts[i], geometry, Head(comparison, mapping, i, label));
        }
    }

    private static string Head(Comparison comparison, MappingComparison mapping, int i, int label) =>
        ((mapping.Differs(i) ? Mark : NoMark) + comparison.Results[i].Kernel).PadRight(label) + "  ";

    private void WritePicture(CaseResult result, MappingSnapshot? layout, PictureScale scale, string head, string margin)
    {
        if (layout is null)
        {
            writer.WriteLine(head + "(never came so far)");
            return;
        }

        writer.WriteLine(head + Picture.Row(layout, scale, new FolioLetters(result)));
        if (Picture.Underline(layout, scale) is { } underline)
        {
            writer.WriteLine(margin + underline);
        }
    }

    private void WriteLayout(MappingSnapshot? layout, PageGeometry geometry, string head)
    {
        if (layout is null)
        {
            return;
        }

        foreach (string line in Wrap.Items(LayoutText.Items(layout.Runs, geometry), Math.Max(20, options.Width - head.Length)))
        {
            writer.WriteLine((head + line).TrimEnd());
            head = new string(' ', head.Length);
        }
    }

    // Kernel names are longer than numbers, so the columns have numbers of their own and a legend.
    private void WriteLegend(Comparison comparison)
    {
        string head = "  ";
        foreach (string line in Wrap.Items(comparison.Results.Select((result, i) => Legend(i) + " " + result.Kernel), options.Width - head.Length))
        {
            writer.WriteLine(head + line);
        }
    }

    private void WriteTable(string title, Comparison comparison, List<CounterComparison> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        int label = Math.Max(rows.Max(row => row.Name.Length) + Mark.Length, 12);
        int column = Math.Clamp((options.Width - label) / comparison.Results.Length, NarrowestColumn, WidestColumn);
        writer.WriteLine("  " + title);
        writer.WriteLine(new string(' ', label) + string.Concat(comparison.Results.Select((_, i) => Legend(i).PadLeft(column))));
        foreach (CounterComparison row in rows)
        {
            string values = string.Concat(row.Values.Select(value => Number(value).PadLeft(column)));
            writer.WriteLine(((row.Differs ? Mark : NoMark) + row.Name).PadRight(label) + values);
        }
    }

    private static string Legend(int i) => "[" + Number(i + 1) + "]";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
