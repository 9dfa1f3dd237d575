using System.Collections.Immutable;
using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Export;
using MthpDsl.Kernel.Running;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Verification;

/// <summary>Proves the simulator right, or wrong: the same scenario on the simulator and on a real kernel.</summary>
public static class Verifier
{
    /// <summary>How often a scenario runs on the kernel: what differs between runs is not stable.</summary>
    public const int Runs = 3;

    /// <summary>Runs a scenario on this machine's kernel and compares.</summary>
    /// <param name="text">The scenario.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="model">The model to simulate; null for that of the kernel's version.</param>
    /// <returns>A verdict for every case.</returns>
    public static ImmutableArray<CaseVerdict> Verify(ScenarioText text, string path, KernelModel? model = null) => Verify(text, path, model, Runs);

    /// <summary>Runs a scenario so often on this machine's kernel and compares.</summary>
    internal static ImmutableArray<CaseVerdict> Verify(ScenarioText text, string path, KernelModel? model, int runs)
    {
        if (KernelMachine.WhatIsMissing() is { } missing)
        {
            return [Nothing(path, VerifyStatus.Skipped, missing)];
        }

        return Attempt(path, () =>
        {
            BoundScenario scenario = Bind(text, path, ModelFor(KernelMachine.Release, model));
            ExportResult export = CExporter.Export(scenario);
            if (export.Code is not { } code)
            {
                return [Nothing(path, VerifyStatus.NotExported, Refused(export.Diagnostics).Message)];
            }

            using KernelProgram program = KernelProgram.Build(code);
            return Compare(scenario, [.. Enumerable.Range(0, runs).Select(_ => program.Run())]);
        });
    }

    /// <summary>Compares with result documents that were brought from elsewhere.</summary>
    /// <param name="text">The scenario.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="documents">One for each run, at least one.</param>
    /// <param name="model">The model to simulate; null for that of the kernel's version.</param>
    /// <returns>A verdict for every case.</returns>
    public static ImmutableArray<CaseVerdict> Compare(
        ScenarioText text, string path, IReadOnlyList<KernelDocument> documents, KernelModel? model = null) => Attempt(path, () =>
        {
            string release = documents[0].Cases.IsEmpty ? "" : documents[0].Cases[0].Result.Kernel;
            return Compare(Bind(text, path, ModelFor(release, model)), documents);
        });

    /// <summary>Writes a scenario as a static program, for a machine that has neither this tool nor a compiler.</summary>
    /// <param name="text">The scenario.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="output">The program's file.</param>
    /// <param name="model">The model it is checked for; null for the scenario's own.</param>
    /// <exception cref="KernelException">The scenario has no C, or it does not compile here.</exception>
    public static void WriteProgram(ScenarioText text, string path, string output, KernelModel? model = null)
    {
        ExportResult export = Exported(Bind(text, path, model));
        using KernelProgram program = KernelProgram.Build(export.Code!, isStatic: true);
        program.CopyTo(output);
    }

    /// <summary>Binds a scenario, for a model or for its own.</summary>
    /// <exception cref="KernelException">It cannot be read.</exception>
    internal static BoundScenario Bind(ScenarioText text, string path, KernelModel? model)
    {
        RunOptions options = new() { Kernel = model?.Name };
        if (text.Source is not { } source)
        {
            throw Refused(ScenarioFile.Check(text, path, options));
        }

        BoundScenario scenario = ScenarioFile.Bind(source, options);
        return scenario.HasErrors ? throw Refused(ScenarioFile.Check(text, path, options)) : scenario;
    }

    /// <summary>Exports a scenario.</summary>
    /// <exception cref="KernelException">It has no C.</exception>
    internal static ExportResult Exported(BoundScenario scenario)
    {
        ExportResult export = CExporter.Export(scenario);
        return export.Code is null ? throw Refused(export.Diagnostics) : export;
    }

    /// <summary>The model to simulate.</summary>
    /// <exception cref="KernelException">None is of that version.</exception>
    internal static KernelModel ModelFor(string release, KernelModel? model) => model ?? KernelMachine.ModelOf(release)
        ?? throw new KernelException($"no model is of the version of kernel '{release}': name one with --kernel");

    private static ImmutableArray<CaseVerdict> Compare(BoundScenario scenario, IReadOnlyList<KernelDocument> documents)
    {
        ImmutableArray<CaseResult> simulated = [.. ScenarioRunner.Run(scenario, new RunOptions { Kernel = scenario.Kernel })];
        if (documents.Any(document => document.Cases.Length != simulated.Length))
        {
            throw new KernelException("the result document is of another scenario: it has another number of cases");
        }

        CaseComparison comparison = new(scenario);
        return
        [
            .. simulated.Select((result, i) => comparison.Compare(result, [.. documents.Select(document => document.Cases[i])])),
        ];
    }

    private static ImmutableArray<CaseVerdict> Attempt(string path, Func<ImmutableArray<CaseVerdict>> compare)
    {
        try
        {
            return compare();
        }
        catch (KernelException failure)
        {
            return [Nothing(path, VerifyStatus.Failed, failure.Message)];
        }
    }

    private static CaseVerdict Nothing(string path, VerifyStatus status, string reason) => new()
    {
        File = path,
        Title = Path.GetFileNameWithoutExtension(path),
        Status = status,
        Reason = reason,
    };

    private static KernelException Refused(IEnumerable<ResultDiagnostic> diagnostics)
    {
        ResultDiagnostic first = diagnostics.First(diagnostic => diagnostic.Severity == ResultSeverity.Error);
        return new KernelException($"line {first.Line}: {first.Message}");
    }
}
