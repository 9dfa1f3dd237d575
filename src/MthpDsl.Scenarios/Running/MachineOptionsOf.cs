using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Running;

/// <summary>The hardware that a case's settings ask for.</summary>
internal static class MachineOptionsOf
{
    /// <summary>Of settings whose expressions are worked out.</summary>
    public static MachineOptions Case(EvaluatedMachine settings) => new()
    {
        Memory = new ByteSize(settings.MemoryBytes),
        Geometry = PageGeometry.ForPageSize(new ByteSize(settings.PageSize))!,
        Arch = settings.Arch == "arm64" ? Arch.Arm64 : Arch.X86_64,
        Seed = settings.Seed,
        Swap = settings.SwapBacking is { } backing ? new SwapOptions(new ByteSize(settings.SwapBytes), KindOf(backing)) : null,
    };

    private static SwapKind KindOf(SwapBacking backing) => backing switch
    {
        SwapBacking.Zram => SwapKind.Zram,
        SwapBacking.Disk => SwapKind.Disk,
        _ => SwapKind.File,
    };
}
