using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Import;

/// <summary>A stretch of a folio where a mapping shows it.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="Run">The stretch.</param>
internal readonly record struct Stretch(ImportedMapping Mapping, LayoutRun Run);

/// <summary>A large folio of the process and how a scenario gets it to where it is.</summary>
/// <param name="Order">Its order.</param>
/// <param name="Stretches">Where it is mapped, in the order of addresses.</param>
internal sealed record FolioPlan(int Order, IReadOnlyList<Stretch> Stretches)
{
    /// <summary>Its length in base pages.</summary>
    public long Pages => 1L << Order;

    /// <summary>Some page of it is mapped more than once.</summary>
    public bool IsShared => Stretches.Any(stretch => stretch.Run.IsShared);

    /// <summary>A leaf maps it.</summary>
    public bool IsLeaf => Stretches[0].Run.IsPmdMapped;

    /// <summary>All of it is mapped, and in order.</summary>
    public bool IsWhole => Stretches.Count == 1 && Stretches[0].Run.Pages == Pages;

    /// <summary>
    /// The page of the mapping at which a fault would have put it: aligned to its size and inside the VMA. Null where it lies
    /// otherwise, so that it must have been moved.
    /// </summary>
    public long? FaultPage(int pageShift)
    {
        (ImportedMapping mapping, LayoutRun first) = (Stretches[0].Mapping, Stretches[0].Run);
        long base_ = first.Page - first.Offset;
        bool inOneBlock = Stretches.All(stretch => stretch.Mapping == mapping && stretch.Run.Page - stretch.Run.Offset == base_);
        bool isAligned = ((mapping.Vma.Start >> pageShift) + base_) % Pages == 0;
        bool isInside = base_ >= 0 && base_ + Pages <= (mapping.Vma.End - mapping.Vma.Start) >> pageShift;
        return inOneBlock && isAligned && isInside ? base_ : null;
    }

    /// <summary>The large folios of a process.</summary>
    public static IReadOnlyList<FolioPlan> Of(IEnumerable<ImportedMapping> mappings) =>
    [
        .. mappings.SelectMany(mapping => mapping.Runs.Select(run => new Stretch(mapping, run)))
            .Where(stretch => stretch.Run.Kind == RunKind.Folio && stretch.Run.Order > 0)
            .GroupBy(stretch => stretch.Run.Folio)
            .Select(group => new FolioPlan(group.First().Run.Order, [.. group])),
    ];
}
