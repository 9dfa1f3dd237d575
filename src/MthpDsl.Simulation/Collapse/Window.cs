namespace MthpDsl.Simulation.Collapse;

/// <summary>The pages one collapse works on.</summary>
/// <param name="First">The first virtual page. Aligned to the order, but for the series as posted (COLLAPSE B16).</param>
/// <param name="Order">The order of the folio that is to back them.</param>
internal readonly record struct Window(long First, int Order)
{
    public int Pages => 1 << Order;

    public long End => First + Pages;
}
