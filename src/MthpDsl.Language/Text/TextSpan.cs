namespace MthpDsl.Language;

/// <summary>A stretch of a source text, in UTF-16 units from its first character.</summary>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="Length">How many characters; 0 for a place between two.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset behind the last character.</summary>
    public int End => Start + Length;

    /// <summary>The stretch from one offset to another.</summary>
    /// <param name="start">Offset of the first character.</param>
    /// <param name="end">Offset behind the last one; not before <paramref name="start"/>.</param>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}
