using Sprache;

namespace MthpDsl.Language;

/// <summary>A statement inside another: behind <c>in P</c> and <c>expect ERRNO from</c>.</summary>
internal static class StatementRules
{
    public static readonly Parser<StatementSyntax> Statement = new Scan<StatementSyntax>(StatementReader.Read).AsRule();
}
