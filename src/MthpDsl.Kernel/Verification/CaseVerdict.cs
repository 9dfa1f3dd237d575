using System.Collections.Immutable;

namespace MthpDsl.Kernel.Verification;

/// <summary>What came of one case.</summary>
public sealed record CaseVerdict
{
    /// <summary>The scenario's file, as the caller named it.</summary>
    public required string File { get; init; }

    /// <summary>The title, with the values of the givens.</summary>
    public required string Title { get; init; }

    /// <summary>What came of it.</summary>
    public required VerifyStatus Status { get; init; }

    /// <summary>The model it was simulated with; empty where it was not.</summary>
    public string Model { get; init; } = "";

    /// <summary>The kernel's release; empty where it did not run.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>How often the kernel ran it.</summary>
    public int Runs { get; init; }

    /// <summary>Why nothing was compared; null where something was.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the two part, or where two runs of the kernel do.</summary>
    public ImmutableArray<Difference> Differences { get; init; } = [];

    /// <summary>Counters that were not compared, since they were not the same in every run: the machine was not quiet.</summary>
    public ImmutableArray<string> NoisyCounters { get; init; } = [];
}
