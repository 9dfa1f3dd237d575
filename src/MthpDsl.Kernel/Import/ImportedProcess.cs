using System.Collections.Immutable;
using MthpDsl.Kernel.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Import;

/// <summary>A VMA and what backs it.</summary>
/// <param name="Name">The name it has in the scenario.</param>
/// <param name="Vma">The VMA.</param>
/// <param name="Runs">What backs it.</param>
internal sealed record ImportedMapping(string Name, ImportedVma Vma, LayoutRuns Runs);

/// <summary>A knob below transparent_hugepage/ and what it is set to.</summary>
/// <param name="Path">Below that folder.</param>
/// <param name="Value">The word in brackets, or the number.</param>
internal sealed record ImportedKnob(string Path, string Value);

/// <summary>A process as it was read: its anonymous memory, and the knobs of its machine.</summary>
internal sealed record ImportedProcess
{
    /// <summary>What <c>status</c> calls it; empty where that is not known.</summary>
    public required string Name { get; init; }

    /// <summary>Base pages and orders.</summary>
    public required PageGeometry Geometry { get; init; }

    /// <summary>Its private anonymous memory.</summary>
    public required ImmutableArray<ImportedMapping> Mappings { get; init; }

    /// <summary>The knobs that the simulator has.</summary>
    public required ImmutableArray<ImportedKnob> Knobs { get; init; }

    /// <summary>The machine's memory in bytes; 0 where that is not known.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>prctl(PR_SET_THP_DISABLE).</summary>
    public required bool IsThpDisabled { get; init; }

    /// <summary>What the scenario says about how it was made.</summary>
    public required ImmutableArray<string> Remarks { get; init; }
}
