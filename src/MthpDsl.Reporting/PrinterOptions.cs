namespace MthpDsl.Reporting;

/// <summary>What a printer may know about the place it prints to, and of what is to come.</summary>
/// <example><code>var options = new PrinterOptions { Width = 120 };</code></example>
public sealed record PrinterOptions
{
    /// <summary>Columns of the terminal, 40 or more; 80 where there is none.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether escape sequences for colour may be written. Colour never says anything alone.</summary>
    public bool Colour { get; init; }

    /// <summary>How many files will have results; null where that is not known.</summary>
    public int? Files { get; init; }
}
