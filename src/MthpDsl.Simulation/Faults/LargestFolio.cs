using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Faults;

/// <summary>What alloc_anon_folio and alloc_swap_folio share: the greedy walk from the largest order down (spec MM 2.4, 6.3).</summary>
internal sealed class LargestFolio(Machine machine)
{
    /// <summary>The orders below PMD size that policy allows and whose block around a page lies in the VMA.</summary>
    public uint SuitableOrders(AddressSpace mm, Vma vma, long vpn)
    {
        uint belowPmd = (1u << machine.Geometry.PmdOrder) - 1;
        uint orders = AllowableOrders.Of(machine, mm, vma, ThpMode.PageFault, belowPmd);
        return orders == 0 ? 0 : AllowableOrders.SuitableAt(vma, vpn, orders);
    }

    /// <summary>A folio of the largest order that can be had, a base page in the end.</summary>
    /// <param name="vma">Where it will be mapped.</param>
    /// <param name="vpn">The page of the fault.</param>
    /// <param name="orders">The orders to try before a base page; may be empty.</param>
    /// <param name="fallback">Counts an order that could not be had.</param>
    /// <param name="fallbackCharge">Counts one that was refused by the memory cgroup, beside <paramref name="fallback"/>.</param>
    /// <param name="order">The order it has.</param>
    /// <returns>The head frame, or -1.</returns>
    public long Allocate(Vma vma, long vpn, uint orders, SizeStat fallback, SizeStat fallbackCharge, out int order)
    {
        Gfp gfp = ThpGfp.ForFault(machine.Policy.Defrag, vma.Has(VmaFlags.HugePage));
        while (orders != 0)
        {
            order = Orders.Highest(orders);
            long head = machine.Folios.Allocate(order, gfp, vma.IndexOf(vpn & -(1L << order)), out AllocationFailure failure);
            if (head >= 0)
            {
                return head;
            }

            machine.Counters.Count(fallback, order);
            if (failure == AllocationFailure.ChargeRefused)
            {
                machine.Counters.Count(fallbackCharge, order);
            }

            orders = Orders.WithoutHighest(orders);
        }

        order = 0;
        return machine.Folios.Allocate(0, Gfp.BasePage, vma.IndexOf(vpn), out _);
    }
}
