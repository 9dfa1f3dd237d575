using MthpDsl.Simulation;

namespace MthpDsl.Scenarios;

/// <summary>
/// What one case of a scenario may take before it is stopped with a diagnostic, so that a scenario from a stranger ends. None of it
/// changes a result: a case ends by itself, or it is an error.
/// </summary>
/// <example>
/// <code>
/// var options = new RunOptions { Limits = RunLimits.Default with { Statements = 1_000, Time = TimeSpan.FromSeconds(5) } };
/// </code>
/// </example>
public sealed record RunLimits
{
    /// <summary>The limits unless an option says otherwise.</summary>
    public static RunLimits Default { get; } = new();

    /// <summary>Statements that run, each time through a loop counted, and times through loops.</summary>
    public long Statements { get; init; } = 10_000_000;

    /// <summary>Passes of khugepaged that one statement may ask for; no more than 2^31 - 1.</summary>
    public long Passes { get; init; } = 1_000_000;

    /// <summary>Addresses mapped at one time, over all processes.</summary>
    public ByteSize Mapped { get; init; } = new(16L << 40);

    /// <summary>Processes, those that have exited included.</summary>
    public int Processes { get; init; } = 1000;

    /// <summary>Memory of this program, not of the simulated machine: what the garbage collector manages.</summary>
    public ByteSize Memory { get; init; } = new(4L << 30);

    /// <summary>Wall-clock time.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);
}
