using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Faults;

/// <summary>A fault on a swap entry (do_swap_page; spec MM 6.3).</summary>
internal sealed class SwapFaults(Machine machine)
{
    public FaultResult Handle(AddressSpace mm, Vma vma, long vpn, bool write) =>
        throw new NotModelledException($"swap-in of page {vpn} of {mm.Id} ({vma.Start}, {write}, {machine.Kernel})");
}
