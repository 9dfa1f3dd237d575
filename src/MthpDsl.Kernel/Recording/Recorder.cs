using System.Collections.Immutable;
using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Recording;

/// <summary>
/// Writes what a real kernel did into a scenario's expectations. Those that hold stay as they are; a scenario that has none gets the
/// layouts and counters of its end.
/// </summary>
public static class Recorder
{
    /// <summary>Runs a scenario on this machine's kernel and records.</summary>
    /// <param name="text">The scenario.</param>
    /// <param name="path">What messages call it.</param>
    /// <exception cref="KernelException">It cannot be run here, or what the kernel did is no recording.</exception>
    public static Recording Record(ScenarioText text, string path)
    {
        if (KernelMachine.WhatIsMissing() is { } missing)
        {
            throw new KernelException(missing);
        }

        BoundScenario scenario = Verifier.Bind(text, path, null);
        using KernelProgram program = KernelProgram.Build(Verifier.Exported(scenario).Code!);
        return Write(scenario, [.. Enumerable.Range(0, Verifier.Runs).Select(_ => program.Run())]);
    }

    /// <summary>Records from result documents that were brought from elsewhere.</summary>
    /// <param name="text">The scenario.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="documents">One for each run, at least one.</param>
    /// <exception cref="KernelException">They are of another scenario, or what the kernel did is no recording.</exception>
    public static Recording Record(ScenarioText text, string path, IReadOnlyList<KernelDocument> documents) =>
        Write(Verifier.Bind(text, path, null), documents);

    private static Recording Write(BoundScenario scenario, IReadOnlyList<KernelDocument> documents)
    {
        if (documents.Any(document => document.Cases.Length != scenario.Cases.Count))
        {
            throw new KernelException("the result document is of another scenario: it has another number of cases");
        }

        PageGeometry geometry = GeometryOf(scenario);
        for (int i = 0; i < scenario.Cases.Count; i++)
        {
            RequireStable(scenario, [.. documents.Select(document => document.Cases[i])], geometry);
        }

        ImmutableArray<KernelCase> runs = [.. documents.SelectMany(document => document.Cases)];
        StatementPlaces places = new(scenario);
        Recording recording = places.HasExpectations ? Change(scenario, runs, places, geometry) : Append(scenario, runs, geometry);
        BoundScenario check = ScenarioFile.Bind(SourceText.From(recording.Text, scenario.Source.Path), new RunOptions());
        return check.HasErrors
            ? throw new KernelException("what the kernel did cannot be written as an expectation: " + check.Diagnostics[0].Message)
            : recording;
    }

    private static PageGeometry GeometryOf(BoundScenario scenario)
    {
        Evaluated<EvaluatedMachine> machine = scenario.Machine.Evaluate(scenario.Cases[0].ToDictionary());
        return PageGeometry.ForPageSize(new ByteSize(machine.Value.PageSize))!;
    }

    private static void RequireStable(BoundScenario scenario, IReadOnlyList<KernelCase> runs, PageGeometry geometry)
    {
        CaseComparison comparison = new(scenario);
        string? reason = CaseComparison.WhyNotComparable(runs)
            ?? runs[0].Result.Diagnostics.Where(diagnostic => diagnostic.Code == "MTHP3001")
                .Select(diagnostic => $"line {diagnostic.Line}: {diagnostic.Message}; where that is the point, write expect ERRNO from …")
                .FirstOrDefault();
        if (reason is not null)
        {
            throw new KernelException(reason);
        }

        if (comparison.Unstable(runs, geometry).FirstOrDefault() is { } difference)
        {
            throw new KernelException($"the kernel did not do the same in every run: {difference.Where}: {difference.Left}; then {difference.Right}");
        }
    }

    private static Recording Change(BoundScenario scenario, IEnumerable<KernelCase> runs, StatementPlaces places, PageGeometry geometry)
    {
        List<TextEdit> edits = [];
        ImmutableArray<ResultDiagnostic>.Builder left = ImmutableArray.CreateBuilder<ResultDiagnostic>();
        foreach (IGrouping<Place, Observation> seen in runs.SelectMany(run => run.Observed).GroupBy(observation => observation.Place))
        {
            if (seen.All(observation => observation.Held) || places.Find(seen.Key) is not { } statement)
            {
                continue;
            }

            string why = "it stands in an included file";
            TextEdit? edit = seen.Key.File is null ? ExpectationRecorder.Change(statement, [.. seen], geometry, out why) : null;
            if (edit is not null)
            {
                edits.Add(edit);
            }
            else
            {
                Diagnostic diagnostic = new(KernelDiagnostics.NotRecordable, statement.Source, statement.Span, why);
                left.Add(DiagnosticConverter.Convert(diagnostic, scenario.Source));
            }
        }

        return new Recording(TextEdit.Apply(scenario.Source.Text, edits), edits.Count, left.ToImmutable());
    }

    private static Recording Append(BoundScenario scenario, IEnumerable<KernelCase> runs, PageGeometry geometry)
    {
        IReadOnlyList<string> lines = EndRecorder.Lines([.. runs.Select(run => run.Result)], geometry);
        string text = scenario.Source.Text;
        string newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        string start = text.EndsWith('\n') ? text : text + newLine;
        return new Recording(start + newLine + string.Concat(lines.Select(line => line + newLine)), lines.Count, []);
    }
}
