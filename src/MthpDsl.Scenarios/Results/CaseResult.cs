using System.Collections.Immutable;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Results;

/// <summary>One run of a scenario: with one value for every <c>given</c>, under one kernel model.</summary>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// Console.WriteLine($"{result.Status} under {result.Kernel}"); // Failed under rfc-2024
/// </code>
/// </example>
public sealed record CaseResult
{
    /// <summary>The scenario's file as the caller named it, with <c>/</c> between folders; <c>-</c> for standard input.</summary>
    public required string File { get; init; }

    /// <summary>The scenario's title, else the name of its file without folder and ending.</summary>
    public required string Title { get; init; }

    /// <summary>The values of the scenario's <c>given</c>s, in their order; empty where there is none.</summary>
    public ImmutableArray<CaseValue> Case { get; init; } = [];

    /// <summary>The kernel model's name, such as <c>rfc-2024</c>; empty where the scenario could not be read.</summary>
    public required string Kernel { get; init; }

    /// <summary>How the case ended.</summary>
    public required ResultStatus Status { get; init; }

    /// <summary>Every message about the case: of reading it, of failed statements, of expectations not met.</summary>
    public ImmutableArray<ResultDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>The named snapshots in their order; the last is <c>end</c>. Empty where the scenario could not be read.</summary>
    public ImmutableArray<SnapshotResult> Snapshots { get; init; } = [];

    /// <summary>What khugepaged tried, where <see cref="RunOptions.KeepCollapses"/> asked for it; not part of the "Result" document.</summary>
    public CollapseEvidence? Collapses { get; init; }

    /// <summary>The size of a base page of the case's machine, 4K unless <c>page-size</c> says else. Not in the JSON.</summary>
    public ByteSize PageSize { get; init; } = new(4096);

    /// <summary>The title and, where there are <c>given</c>s, their values: <c>the claim [size=64K, holes=2]</c>.</summary>
    public string DisplayName => NameOf(Title, Case);

    /// <summary>The title with the values of a case.</summary>
    internal static string NameOf(string title, ImmutableArray<CaseValue> values) =>
        values.IsEmpty ? title : title + " [" + string.Join(", ", values.Select(value => value.Name + "=" + value.Value)) + "]";
}
