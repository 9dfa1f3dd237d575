namespace MthpDsl.Language;

/// <summary>What the binder is told beside the text.</summary>
/// <example>
/// <code>
/// BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("map heap 2M"), new BindOptions { KernelOverride = "6.18" });
/// Console.WriteLine(scenario.Kernel); // 6.18
/// </code>
/// </example>
public sealed record BindOptions
{
    /// <summary>The kernel model that overrides the scenario's, or null: the option <c>--kernel</c>.</summary>
    public string? KernelOverride { get; init; }

    /// <summary>Finds included files; without one, every include is an error.</summary>
    public IIncludeResolver? Includes { get; init; }

    /// <summary>Nothing but the text.</summary>
    public static BindOptions Default { get; } = new();
}
