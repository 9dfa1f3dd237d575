namespace MthpDsl.Language;

/// <summary>The one canonical form of a scenario. Comments stay; what the scenario means never changes.</summary>
/// <example><code>Console.WriteLine(Formatter.Format(SourceText.From("map   heap 2M"))!.TrimEnd()); // map heap 2M</code></example>
public static class Formatter
{
    /// <summary>Formats a scenario.</summary>
    /// <param name="source">The text of one file.</param>
    /// <returns>The formatted text, ended by LF, or null where the text does not parse: it is then left alone.</returns>
    public static string? Format(SourceText source)
    {
        ParsedScenario scenario = ScenarioParser.Parse(source);
        if (scenario.HasErrors)
        {
            return null;
        }

        SyntaxWriter writer = new(source);
        writer.Lines(scenario.Statements, 0, source.Text.Length);
        return writer.ToString();
    }
}
