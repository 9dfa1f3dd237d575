using MthpDsl.Language;

namespace MthpDsl.Scenarios;

/// <summary>The text of a scenario, or why there is none.</summary>
/// <param name="Source">The text; null where there is none.</param>
/// <param name="Problem">What is wrong with the file; null where there is a text.</param>
/// <example>
/// <code>
/// ScenarioText text = ScenarioFile.Read("scenarios/seed/no-such-file.mthp");
/// Console.WriteLine(text.Problem!.Code); // MTHP1901
/// </code>
/// </example>
public sealed record ScenarioText(SourceText? Source, DiagnosticDescriptor? Problem);
