using MthpDsl.Simulation;

using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Scenarios;

/// <summary>How scenarios are run.</summary>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 2M\nwrite heap", new RunOptions { Kernel = "mainline", Check = true }).Single();
/// Console.WriteLine(result.Kernel); // mainline
/// </code>
/// </example>
public sealed record RunOptions
{
    /// <summary>The kernel model that overrides the scenario's own, or null.</summary>
    public string? Kernel { get; init; }

    /// <summary>Recount all state of the machine after every statement; what does not agree ends the case with an error.</summary>
    public bool Check { get; init; }

    /// <summary>What a case may take before it is stopped.</summary>
    public RunLimits Limits { get; init; } = RunLimits.Default;

    /// <summary>What runs C# blocks; null where C# is not allowed, which is the default: a scenario from a stranger is data.</summary>
    public ICSharpHost? CSharp { get; init; }

    /// <summary>Which cases run, by the name of their file, their title and their values; null for all.</summary>
    public CaseFilter? Filter { get; init; }

    /// <summary>Who hears of the run while it goes on; null for nobody.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>Called before every statement; what it throws ends the run. Null for nothing.</summary>
    public Action? BeforeStatement { get; init; }

    /// <summary>Keep what khugepaged tried and how long it held which lock, for <c>explain</c> and <c>compare</c>.</summary>
    public bool KeepCollapses { get; init; }

    /// <summary>Values of knobs that outweigh the scenario's own; null where there is none.</summary>
    public KnobOverrides? Knobs { get; init; }

    /// <summary>Whether the case goes on after a statement that the kernel refused; null where it never does.</summary>
    internal Func<StatementSyntax, StatementOutcome, bool>? Forgives { get; init; }

    /// <summary>Keep the trace events, also where no statement asks for them.</summary>
    internal bool KeepTrace { get; init; }

    /// <summary>Called with the machine as it is when a case has ended, before its result is given.</summary>
    public Action<Machine>? Inspect { get; init; }
}
