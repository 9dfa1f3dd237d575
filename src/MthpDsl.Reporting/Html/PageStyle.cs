namespace MthpDsl.Reporting.Html;

/// <summary>What drawings and pages look like, and what the signs mean.</summary>
internal static class PageStyle
{
    /// <summary>The sentence below the heading.</summary>
    public const string Legend =
        "A coloured box is one folio of more than one page, grey are base pages, dashed outlines nothing, stripes swap, dots zero pages. "
        + "A bar below: mapped by a PMD. A dashed bar above: some page of it is mapped more than once.";

    /// <summary>The style sheet of a drawing.</summary>
    public static string Drawing { get; } = Read("Drawing.css");

    /// <summary>The style sheet of a page with drawings.</summary>
    public static string Page => Drawing + Read("Page.css");

    private static string Read(string name)
    {
        using Stream stream = typeof(PageStyle).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return "\n" + reader.ReadToEnd();
    }
}
