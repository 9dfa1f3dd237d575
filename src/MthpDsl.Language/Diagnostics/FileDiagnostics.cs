namespace MthpDsl.Language;

/// <summary>MTHP19xx: a file that holds no text to parse.</summary>
public static class FileDiagnostics
{
    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor Unreadable = new(
        "MTHP1901",
        "file cannot be read",
        "The file cannot be read.",
        "It is not there any more, is no file, or its permissions keep it from being read.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor NotText = new(
        "MTHP1902",
        "file is no text",
        "The file is no text in UTF-8.",
        "A scenario is UTF-8 with lines that end in LF or CRLF, and has no NUL byte.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor Empty = new(
        "MTHP1903",
        "file is empty",
        "The file is empty.",
        "A scenario has at least one statement: see 'mthp help'.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor TooLarge = new(
        "MTHP1904",
        "file is too large",
        "The file is larger than 64 MiB.",
        "Split the scenario into several, or say what repeats with 'for' and 'repeat'.",
        "",
        "map heap 2M\nwrite heap");

    internal static DiagnosticDescriptor[] All => [Unreadable, NotText, Empty, TooLarge];
}
