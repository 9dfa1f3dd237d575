using System.Globalization;
using System.Xml;
using MthpDsl.Reporting.Pictures;
using MthpDsl.Reporting.Text;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Html;

/// <summary>
/// The snapshots of one mapping as a drawing: a ruler, then a row for each; a box for each folio of more than one page, with its size
/// where there is room, a bar below what PMDs map and a dashed one above what is shared. The boxes say in words what they are when pointed at.
/// </summary>
/// <param name="xml">Where to.</param>
internal sealed class LayoutSvg(XmlWriter xml)
{
    private const int Columns = 1024;
    private const int LabelWidth = 140;
    private const int LongestLabel = 17;
    private const int RulerHeight = 20;
    private const int RowHeight = 30;
    private const int BoxHeight = 18;
    private const int BoxTop = 6;
    private const int WidestCell = 32;
    private const int NarrowestGrid = 4;
    private const int CharacterWidth = 7;

    /// <summary>The width of every drawing.</summary>
    public const int Width = LabelWidth + Columns + 8;

    /// <summary>The height of a stack's drawing.</summary>
    public static int HeightOf(SnapshotStack stack) => RulerHeight + (RowHeight * stack.Moments.Count);

    /// <summary>What the fills refer to; once in a document.</summary>
    public void WritePatterns()
    {
        Open("defs");
        Pattern("swap", "M0 6 L6 0");
        Pattern("zero", "M2 3 L4 3");
        Close();
    }

    /// <summary>Draws a stack at its own origin.</summary>
    public void Write(SnapshotStack stack)
    {
        PictureScale scale = PictureScale.Fit(stack.Pages, Columns);
        int cellWidth = Math.Min(WidestCell, Columns / scale.Cells);
        WriteRuler(stack, scale, cellWidth);
        for (int i = 0; i < stack.Moments.Count; i++)
        {
            WriteRow(stack, stack.Moments[i], scale, cellWidth, RulerHeight + (RowHeight * i));
        }
    }

    private void WriteRuler(SnapshotStack stack, PictureScale scale, int cellWidth)
    {
        for (int cell = 0; cell < scale.Cells; cell += scale.TickStep(stack.Geometry, cellWidth, CharacterWidth))
        {
            Word(LabelWidth + (cell * cellWidth), RulerHeight - 6, "tick", stack.SizeOf(cell * scale.PagesPerCell).ToString());
        }
    }

    private void WriteRow(SnapshotStack stack, Moment moment, PictureScale scale, int cellWidth, int top)
    {
        string label = Printable.Of(moment.Name);
        Word(0, top + BoxTop + BoxHeight - 5, "label", label.Length <= LongestLabel ? label : label[..(LongestLabel - 2)] + "..");
        PictureCell[] cells = PictureCell.Of(moment.Mapping, scale);
        bool[] mapped = PictureCell.PmdMapped(moment.Mapping, scale);
        foreach ((int first, int end) in Groups(cells.Length, (a, b) => LooksAlike(cells[a], cells[b])))
        {
            int left = LabelWidth + (first * cellWidth);
            int width = (end - first) * cellWidth;
            WriteBox(stack, cells[first], left, width, top, $"{stack.SizeOf(first * scale.PagesPerCell)}..{stack.SizeOf(Math.Min(stack.Pages, end * scale.PagesPerCell))}");
            if (cells[first].Kind == RunKind.Folio && cells[first].Order == 0 && cellWidth >= NarrowestGrid)
            {
                WriteGrid(left, end - first, cellWidth, top);
            }
        }

        foreach ((int first, int end) in Groups(cells.Length, (a, b) => mapped[a] == mapped[b]).Where(group => mapped[group.First]))
        {
            Box("pmd", LabelWidth + (first * cellWidth), top + BoxTop + BoxHeight + 2, (end - first) * cellWidth, 2);
        }
    }

    private void WriteBox(SnapshotStack stack, PictureCell cell, int left, int width, int top, string range)
    {
        string size = stack.SizeOf(1L << cell.Order).ToString();
        Open("g");
        xml.WriteElementString("title", NameOf(cell, size) + ", " + range);
        Box(ClassOf(cell), left, top + BoxTop, width, BoxHeight);
        if (cell.IsLargeFolio && width > (size.Length + 1) * CharacterWidth)
        {
            Word(left + (width / 2), top + BoxTop + BoxHeight - 5, "size", size);
        }

        if (cell.IsShared)
        {
            Path("shared", string.Create(CultureInfo.InvariantCulture, $"M{left} {top + BoxTop - 3} h{width}"));
        }

        Close();
    }

    private void WriteGrid(int left, int pages, int cellWidth, int top)
    {
        IEnumerable<string> lines = Enumerable.Range(1, pages - 1).Select(page =>
            string.Create(CultureInfo.InvariantCulture, $"M{left + (page * cellWidth)} {top + BoxTop} v{BoxHeight}"));
        Path("grid", string.Concat(lines));
    }

    private static bool LooksAlike(PictureCell left, PictureCell right) => left.IsLargeFolio
        ? left == right
        : left with { Folio = -1 } == right with { Folio = -1 };

    private static IEnumerable<(int First, int End)> Groups(int count, Func<int, int, bool> belongTogether)
    {
        int first = 0;
        for (int i = 1; i <= count; i++)
        {
            if (i == count || !belongTogether(first, i))
            {
                yield return (first, i);
                first = i;
            }
        }
    }

    private static string ClassOf(PictureCell cell) => cell.Kind switch
    {
        RunKind.None => "none",
        RunKind.Swap => "swap",
        RunKind.Zero or RunKind.HugeZero => "zero",
        _ when cell.Order == 0 => "base",
        _ => string.Create(CultureInfo.InvariantCulture, $"folio order{cell.Order}"),
    };

    private static string NameOf(PictureCell cell, string size) => cell.Kind switch
    {
        RunKind.None => "none",
        RunKind.Swap => "swap",
        RunKind.Zero => "zero pages",
        RunKind.HugeZero => "huge zero folio",
        _ => (cell.Order == 0 ? "base pages" : size + " folio") + (cell.IsShared ? ", shared" : ""),
    };

    private void Pattern(string id, string path)
    {
        Open("pattern");
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("width", "6");
        xml.WriteAttributeString("height", "6");
        xml.WriteAttributeString("patternUnits", "userSpaceOnUse");
        Path("mark", path);
        Close();
    }

    private void Box(string kind, int left, int top, int width, int height)
    {
        Open("rect");
        xml.WriteAttributeString("class", kind);
        Number("x", left);
        Number("y", top);
        Number("width", width);
        Number("height", height);
        Close();
    }

    private void Path(string kind, string data)
    {
        Open("path");
        xml.WriteAttributeString("class", kind);
        xml.WriteAttributeString("d", data);
        Close();
    }

    private void Word(int left, int baseline, string kind, string text)
    {
        Open("text");
        xml.WriteAttributeString("class", kind);
        Number("x", left);
        Number("y", baseline);
        xml.WriteString(text);
        Close();
    }

    private void Number(string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private void Open(string element) => xml.WriteStartElement(element);

    private void Close() => xml.WriteEndElement();
}
