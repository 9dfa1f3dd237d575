namespace MthpDsl.Language;

/// <summary>Text to syntax. Never throws for what a text holds.</summary>
/// <example>
/// <code>
/// ParsedScenario parsed = ScenarioParser.Parse(SourceText.From("map heap 2M\nwrite heap"));
/// Console.WriteLine(parsed.Statements[1] is TouchStatement); // True
/// </code>
/// </example>
public static class ScenarioParser
{
    /// <summary>Parses a scenario.</summary>
    /// <param name="source">The text of one file.</param>
    /// <returns>All statements that could be read, and a diagnostic for each that could not.</returns>
    public static ParsedScenario Parse(SourceText source)
    {
        ParseContext context = new(source);
        int nul = source.Text.IndexOf('\0');
        if (nul >= 0)
        {
            context.Report(SyntaxDiagnostics.NotText, new(nul, 1));
            return new(source, SyntaxList<StatementSyntax>.Empty, context.Diagnostics);
        }

        List<StatementSyntax> statements = [];
        int position = 0;
        while (!context.IsFull && (position = LineScanner.SkipBlankLines(source.Text, position)) < source.Text.Length)
        {
            if (source.Text[position] == '}')
            {
                context.Report(SyntaxDiagnostics.StrayBrace, new(position, 1));
                position = LineScanner.SkipStatement(source.Text, position, out _);
            }
            else
            {
                statements.Add(StatementReader.ReadLine(context, ref position));
            }
        }

        return new(source, new([.. statements]), context.Diagnostics);
    }
}
