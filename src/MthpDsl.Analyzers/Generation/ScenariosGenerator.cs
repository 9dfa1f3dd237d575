using Microsoft.CodeAnalysis;

namespace MthpDsl.Analyzers;

/// <summary>Typed access to the scenarios of a project: <c>Scenarios.Collapse.Creep</c>. A renamed file is a compile error.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ScenariosGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads the files.</summary>
    internal const string FilesStep = "ScenarioFiles";

    /// <summary>The step that writes the code.</summary>
    internal const string SourceStep = "ScenarioSource";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ScenarioFile> files = context.AdditionalTextsProvider
            .Where(file => ScenarioFiles.IsScenario(file.Path))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancel) => ScenarioFile.Read(pair.Left, pair.Right, cancel)!)
            .Where(file => file is not null)
            .WithTrackingName(FilesStep);
        IncrementalValueProvider<string> rootNamespace = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) ? name : "");
        IncrementalValueProvider<string> source = files.Collect().Combine(rootNamespace)
            .Select((pair, _) => pair.Left.IsEmpty ? "" : ScenarioSource.Of(pair.Left, pair.Right))
            .WithTrackingName(SourceStep);
        context.RegisterSourceOutput(source, (output, text) =>
        {
            if (text.Length > 0)
            {
                output.AddSource("Scenarios.g.cs", text);
            }
        });
    }
}
