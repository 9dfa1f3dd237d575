using System.Collections.Immutable;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Sessions;

/// <summary>
/// A scenario that grows while it runs: statements come one by one, a failed one does not end it, and between two of them anyone may
/// work on the machine.
/// </summary>
/// <example>
/// <code>
/// BoundScenario scenario = ScenarioBinder.Bind(SourceText.From("map heap 2M\nwrite heap"));
/// var session = new ScenarioSession(scenario);
/// foreach (StatementSyntax statement in scenario.Statements)
/// {
///     session.Run(statement, scenario);
/// }
/// </code>
/// </example>
public sealed class ScenarioSession
{
    private readonly CaseState _state;

    /// <summary>A machine as the scenario's settings say, on which nothing has happened yet.</summary>
    /// <param name="scenario">A scenario without errors; of its <c>given</c>s the first case counts.</param>
    /// <param name="options">How statements are run; null for the defaults.</param>
    public ScenarioSession(BoundScenario scenario, RunOptions? options = null)
    {
        options ??= new RunOptions();
        ScenarioCase values = scenario.Cases[0];
        KernelModel kernel = KernelModel.Find(options.Kernel ?? scenario.Kernel)
            ?? throw new ArgumentException("The machine does not know the scenario's kernel.", nameof(scenario));
        Evaluated<EvaluatedMachine> settings = scenario.Machine.Evaluate(values.ToDictionary());
        Machine machine = new(kernel, MachineOptionsOf.Case(settings.Value));
        machine.Trace.IsEnabled = true;
        machine.Khugepaged.RecordsTrials |= options.KeepCollapses;
        _state = new CaseState(machine, scenario, options, ScenarioNeeds.Everything);
        foreach ((string name, ExpressionValue value) in values.Values)
        {
            _state.Bind(name, value);
        }
    }

    /// <summary>The machine.</summary>
    public Machine Machine => _state.Machine;

    /// <summary>What the names in C# stand for now.</summary>
    public CSharpScope Scope => _state.CSharpScope;

    /// <summary>Runs one statement.</summary>
    /// <param name="statement">A statement of the scenario's top level.</param>
    /// <param name="scenario">The scenario as far as it is written.</param>
    /// <param name="program">The C# inside the statement; null where there is none, or none is allowed.</param>
    public SessionStep Run(StatementSyntax statement, BoundScenario scenario, ICSharpProgram? program = null)
    {
        _state.Reports = new CaseReports(scenario.Source, observer: null);
        _state.Includes = scenario.Includes;
        _state.CSharp = program;
        _state.Refusal = null;
        StatementRunner.Run(statement, _state);
        return new SessionStep(_state.Reports.Status, [.. _state.Reports.Diagnostics], _state.Refusal);
    }

    /// <summary>The layout and the counters of this moment.</summary>
    /// <param name="name">What the snapshot is called.</param>
    public SnapshotResult Look(string name) => _state.Snapshots.Look(name, _state.TotalFaults);

    /// <summary>The snapshots that statements took.</summary>
    public ImmutableArray<SnapshotResult> Snapshots => [.. _state.Snapshots.Results];
}
