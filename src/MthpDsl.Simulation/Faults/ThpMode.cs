using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Faults;

/// <summary>Who asks which orders a VMA may have (spec MM 2.1; tva_flags, since 6.18 tva_type).</summary>
internal enum ThpMode
{
    PageFault,
    Smaps,
    Khugepaged,

    /// <summary>MADV_COLLAPSE: the sysfs files do not count.</summary>
    ForcedCollapse,
}

/// <summary>thp_vma_allowable_orders and thp_vma_suitable_orders (spec MM 2.1).</summary>
internal static class AllowableOrders
{
    /// <summary>The orders of a set that policy, VMA and process allow.</summary>
    public static uint Of(Machine machine, AddressSpace mm, Vma vma, ThpMode mode, uint orders)
    {
        orders &= machine.Geometry.AnonOrders;
        if (mode != ThpMode.ForcedCollapse)
        {
            orders &= machine.Policy.AllowedOrders(vma.Has(VmaFlags.HugePage));
        }

        if (vma.Has(VmaFlags.NoHugePage) || Disabled(mm, vma, mode))
        {
            return 0;
        }

        if (mode is ThpMode.Khugepaged or ThpMode.ForcedCollapse && vma.AnonVma is null)
        {
            return 0;
        }

        return mode == ThpMode.PageFault ? orders : FittingAtEnd(vma, orders);
    }

    /// <summary>The orders whose naturally aligned block around a page lies inside the VMA.</summary>
    public static uint SuitableAt(Vma vma, long vpn, uint orders)
    {
        while (orders != 0)
        {
            int order = Orders.Highest(orders);
            long first = vpn & -(1L << order);
            if (vma.Covers(first, first + (1L << order)))
            {
                return orders;
            }

            orders &= ~(1u << order);
        }

        return 0;
    }

    private static bool Disabled(AddressSpace mm, Vma vma, ThpMode mode) =>
        mm.ThpDisabled
        || (mm.ThpDisabledExceptAdvised && mode != ThpMode.ForcedCollapse && !vma.Has(VmaFlags.HugePage));

    // Orders from the top are dropped until one aligned block fits that ends at or before the VMA's end.
    private static uint FittingAtEnd(Vma vma, uint orders)
    {
        while (orders != 0)
        {
            int order = Orders.Highest(orders);
            long end = vma.End & -(1L << order);
            if (end - (1L << order) >= vma.Start)
            {
                return orders;
            }

            orders &= ~(1u << order);
        }

        return 0;
    }
}
