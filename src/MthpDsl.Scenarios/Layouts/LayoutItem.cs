using MthpDsl.Simulation.Layout;
using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios.Layouts;

/// <summary>An item of an expected layout, with its values worked out.</summary>
internal abstract record LayoutItem;

/// <summary><c>N x SIZE</c> or <c>N x part SIZE of SIZE at SIZE</c>.</summary>
/// <param name="Count">How many, 1 or more.</param>
/// <param name="Pages">Pages of each that are mapped here; all of its folio's where it is no part.</param>
/// <param name="Order">The folio's order.</param>
internal sealed record FoliosItem(long Count, long Pages, int Order) : LayoutItem
{
    /// <summary>Where in its folio the part begins, in pages; null where that was not said.</summary>
    public long? Offset { get; init; }

    /// <summary>Mapped by a PMD (true) or by PTEs (false); null where that was not said.</summary>
    public bool? Pmd { get; init; }

    /// <summary>Some page mapped more than once (true) or none (false); null where that was not said.</summary>
    public bool? Shared { get; init; }

    /// <summary>Whether a run is made of such folios, however many.</summary>
    public bool Matches(LayoutRun run) =>
        run.Kind == RunKind.Folio
        && run.Order == Order
        && run.Pages == Pages * run.Folios
        && (Offset is null || Offset == run.Offset)
        && (Pmd is null || Pmd == run.IsPmdMapped)
        && (Shared is null || Shared == run.IsShared);
}

/// <summary><c>none SIZE</c>, <c>zero SIZE</c>, <c>huge-zero SIZE</c> or <c>swap SIZE</c>.</summary>
/// <param name="Kind">Any kind but a folio.</param>
/// <param name="Pages">Its length.</param>
internal sealed record GapItem(RunKind Kind, long Pages) : LayoutItem;

/// <summary><c>N x (LAYOUT)</c>.</summary>
/// <param name="Count">How often.</param>
/// <param name="Items">What repeats.</param>
internal sealed record RepeatItem(long Count, ImmutableArray<LayoutItem> Items) : LayoutItem;
