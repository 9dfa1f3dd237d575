using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation;

public sealed partial class Machine
{
    /// <summary>Base pages whose data only the swap device holds: what swapoff would have to read.</summary>
    public long PagesOnlyInSwap => Swap is { } device
        ? device.EnumerateUsed().LongCount(slot => device.CachedFolio(slot) == SwapDevice.NoFolio && !device.IsZero(slot))
        : 0;

    private SwapDevice? NewSwapDevice() => Options.Swap is { } swap
        ? new SwapDevice(Geometry, swap.Size, swap.Kind, Kernel.PrefersNonfullSwapClusters)
        : null;
}
