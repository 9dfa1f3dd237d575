using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>
/// Places mappings: each at a PMD boundary of its own, with an empty PMD range before and behind, so that no two share one
/// unless the scenario asks for it.
/// </summary>
internal static class AddressAllocator
{
    /// <summary>The lowest address that is given out.</summary>
    public const long Base = 0x10_0000_0000;

    /// <summary>TASK_SIZE: the address behind the last that a process may use.</summary>
    public const long Limit = 1L << 47;

    /// <summary>The page at which a mapping of so many pages begins, or -1 where the address space is full.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="pages">Its length.</param>
    /// <param name="offsetPages">How far past the PMD boundary it begins.</param>
    public static long Place(AddressSpace mm, long pages, long offsetPages)
    {
        int pmdOrder = mm.Geometry.PmdOrder;
        long pmdPages = mm.Geometry.PmdPages;
        long lowest = Base >> mm.Geometry.PageShift;
        long last = mm.Vmas.Count > 0 ? mm.Vmas[mm.Vmas.Count - 1].End : 0;
        long boundary = Math.Max(lowest, (((last + pmdPages - 1) >> pmdOrder) + 1) << pmdOrder);
        boundary = (boundary + pmdPages - 1) >> pmdOrder << pmdOrder;
        long first = boundary + offsetPages;
        return pages > (Limit >> mm.Geometry.PageShift) - first ? -1 : first;
    }
}
