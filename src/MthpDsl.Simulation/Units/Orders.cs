using System.Numerics;

namespace MthpDsl.Simulation;

/// <summary>Sets of orders as bit masks, as the kernel keeps them.</summary>
internal static class Orders
{
    /// <summary>highest_order; the mask must not be empty.</summary>
    public static int Highest(uint orders) => BitOperations.Log2(orders);

    /// <summary>The mask without its highest order.</summary>
    public static uint WithoutHighest(uint orders) => orders & ~(1u << Highest(orders));

    public static bool Has(uint orders, int order) => (orders >> order & 1) != 0;
}
