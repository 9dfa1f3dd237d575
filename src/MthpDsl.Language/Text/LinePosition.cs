namespace MthpDsl.Language;

/// <summary>A place in a source text as people count it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
public readonly record struct LinePosition(int Line, int Column);
