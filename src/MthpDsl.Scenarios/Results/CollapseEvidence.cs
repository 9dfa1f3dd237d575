using System.Collections.Immutable;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Scenarios.Results;

/// <summary>What khugepaged and MADV_COLLAPSE did in a case, beyond the layouts.</summary>
/// <param name="Trials">Every window that was tried, in order.</param>
/// <param name="Locks">How long each lock was held; time is counted in base pages copied.</param>
/// <param name="PagesCopied">Base pages that collapses copied in all.</param>
/// <example>
/// <code>
/// var options = new RunOptions { KeepCollapses = true };
/// CaseResult result = ScenarioRunner.Run("map heap 2M\nwrite heap\nmadvise heap hugepage\nkhugepaged scan", options).Single();
/// Console.WriteLine(result.Collapses!.PagesCopied); // 512
/// </code>
/// </example>
public sealed record CollapseEvidence(
    ImmutableArray<CollapseTrial> Trials, ImmutableArray<LockHold> Locks, long PagesCopied)
{
    internal static CollapseEvidence Of(Machine machine) => new(
        [.. machine.Khugepaged.Trials], [.. machine.Khugepaged.Locks.Holds()], machine.Khugepaged.Locks.PagesCopied);
}
