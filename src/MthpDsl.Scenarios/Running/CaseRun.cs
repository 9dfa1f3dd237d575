using System.Collections.Immutable;
using MthpDsl.Language;
using MthpDsl.Scenarios.Operations.Expectations;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Running;

/// <summary>One case of a scenario, from an empty machine to its result.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="values">The case.</param>
/// <param name="options">How to run it.</param>
/// <param name="program">Its C#; null where it has none or none is allowed.</param>
internal sealed class CaseRun(BoundScenario scenario, ScenarioCase values, RunOptions options, ICSharpProgram? program)
{
    /// <summary>The name of the snapshot that every scenario ends with.</summary>
    private const string End = "end";

    /// <summary>Runs the case.</summary>
    public CaseResult Run()
    {
        Evaluated<EvaluatedMachine> settings = scenario.Machine.Evaluate(values.ToDictionary());
        KernelModel kernel = KernelModel.Find(options.Kernel ?? scenario.Kernel)
            ?? throw new InvalidOperationException("A scenario was bound with a kernel that the machine does not know.");
        if (settings.Error is { } error)
        {
            return Result(kernel, [DiagnosticConverter.Convert(error.In(scenario.Machine.Source), scenario.Source)]);
        }

        options.Observer?.Began(Result(kernel, []));
        ScenarioNeeds needs = ScenarioNeeds.Of(scenario);
        Machine machine = new(kernel, MachineOptionsOf.Case(settings.Value));
        machine.Trace.IsEnabled = needs.Trace || options.KeepTrace;
        machine.Khugepaged.RecordsTrials |= options.KeepCollapses;
        if (options.Check)
        {
            machine.WatchContent();
        }

        CaseState state = new(machine, scenario, options, needs) { CSharp = program };
        foreach ((string name, ExpressionValue value) in values.Values)
        {
            state.Bind(name, value);
        }

        if (options.Knobs?.WriteFirst(machine) is { } refused)
        {
            state.Reports.Error(
                RuntimeDiagnostics.StatementFailed,
                scenario.Statements[0],
                "sysfs " + refused.Path + " = " + refused.Value,
                refused.Errno.ToString(),
                refused.Errno.Meaning());
        }
        else
        {
            RunStatements(state);
        }

        if (!state.IsAbandoned && StatementRunner.Guarded(scenario.Statements[^1], state, TakeLast))
        {
            options.Inspect?.Invoke(machine);
        }

        return Result(kernel, state.Reports.Diagnostics) with
        {
            Status = state.Reports.Status,
            Snapshots = [.. state.Snapshots.Results],
            PageSize = new ByteSize(machine.Geometry.PageSize),
            Collapses = options.KeepCollapses ? CollapseEvidence.Of(machine) : null,
        };
    }

    private static bool TakeLast(StatementSyntax last, CaseState state)
    {
        state.Snapshots.Take(End, state.TotalFaults);
        return true;
    }

    private void RunStatements(CaseState state)
    {
        int trailing = scenario.Statements.Count;
        while (trailing > 0 && ScenarioNeeds.OnlyLooks(scenario.Statements[trailing - 1]))
        {
            trailing--;
        }

        state.IsRecording = RecorderEffects.IsRecording(scenario.Source);
        bool goesOn = StatementRunner.RunAll(scenario.Statements.Take(trailing), state);
        state.IsReadByRecorder = state.IsRecording;
        _ = goesOn && StatementRunner.RunAll(scenario.Statements.Skip(trailing), state);
    }

    private CaseResult Result(KernelModel kernel, IEnumerable<ResultDiagnostic> diagnostics) => new()
    {
        File = scenario.Source.Path,
        Title = ScenarioRunner.TitleOf(scenario),
        Case = ScenarioRunner.ValuesOf(values),
        Kernel = kernel.Name,
        Status = ResultStatus.Error,
        Diagnostics = ScenarioRunner.Converted(scenario, program).AddRange(diagnostics.ToImmutableArray()),
    };
}
