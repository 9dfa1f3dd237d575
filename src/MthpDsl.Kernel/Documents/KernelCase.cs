using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Documents;

/// <summary>What a real kernel did with one case of a scenario.</summary>
/// <param name="Result">The result; its <see cref="CaseResult.Kernel"/> is the release, as <c>uname -r</c> prints it.</param>
/// <param name="Skipped">Which precondition was missing; null where the case ran.</param>
/// <param name="Observed">What each expectation saw, in the order of the run.</param>
public sealed record KernelCase(CaseResult Result, string? Skipped, ImmutableArray<Observation> Observed);

/// <summary>What an expectation saw, whether it held or not.</summary>
/// <param name="Place">Where the expectation stands.</param>
/// <param name="Held">It held.</param>
/// <param name="Value">What was there: a number, a word, a layout.</param>
/// <param name="Runs">The layout; empty where it is about something else.</param>
public sealed record Observation(Place Place, bool Held, string Value, LayoutRuns Runs);

/// <summary>Where a statement begins.</summary>
/// <param name="File">The included file; null for the scenario's own.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct Place(string? File, int Line, int Column);
