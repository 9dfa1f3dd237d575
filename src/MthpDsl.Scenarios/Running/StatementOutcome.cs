using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Scenarios.Running;

/// <summary>How a statement ended.</summary>
internal readonly record struct StatementOutcome
{
    /// <summary>It happened whole.</summary>
    public static readonly StatementOutcome Done;

    /// <summary>It has reported itself what keeps the case from going on.</summary>
    public static readonly StatementOutcome Stopped = new() { IsStopped = true };

    /// <summary>khugepaged was asked for a pass and does not run.</summary>
    public static readonly StatementOutcome Absent = new() { IsAbsent = true };

    /// <summary>The kernel refused.</summary>
    public Errno Errno { get; private init; }

    /// <summary>The kernel, as modelled, locks up or crashes here.</summary>
    public KernelFinding? Finding { get; private init; }

    /// <summary>khugepaged does not run.</summary>
    public bool IsAbsent { get; private init; }

    /// <summary>The case ends, and why has been said.</summary>
    public bool IsStopped { get; private init; }

    /// <summary>The word of <c>expect ERRNO from</c> that fits; null where the statement succeeded.</summary>
    public string? Word =>
        Finding is { } finding ? finding.Word
        : IsAbsent ? "absent"
        : Errno != Errno.None ? Errno.ToString()
        : null;

    /// <summary>What a call of the machine answered.</summary>
    public static implicit operator StatementOutcome(Errno errno) => new() { Errno = errno };

    /// <summary>What the kernel, as modelled, ended in.</summary>
    public static StatementOutcome Of(KernelFinding finding) => new() { Finding = finding };
}
