namespace MthpDsl.Language;

/// <summary>Syntax to a scenario that can run: names, units, knobs, sizes. Never throws for what a text holds.</summary>
/// <example>
/// <code>
/// BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("map heap 2M\nwrite heap\nwrite haep"));
/// Console.WriteLine(scenario.Diagnostics[0].Code); // MTHP2001
/// </code>
/// </example>
public static class ScenarioBinder
{
    /// <summary>Parses and binds a text.</summary>
    public static BoundScenario Bind(SourceText source, BindOptions? options = null) =>
        Bind(ScenarioParser.Parse(source), options);

    /// <summary>Binds a parsed scenario.</summary>
    /// <param name="parsed">The scenario; its diagnostics are passed on.</param>
    /// <param name="options">The kernel to override, and how to find included files.</param>
    public static BoundScenario Bind(ParsedScenario parsed, BindOptions? options = null)
    {
        Binder binder = new(parsed, options ?? BindOptions.Default);
        return new(parsed, binder.Run());
    }
}
