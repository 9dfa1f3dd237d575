using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>
/// Places mappings: each at a PMD boundary of its own, with room around it to grow, so that no two share a PMD range unless the
/// scenario asks for it. An address that was given out once is never given out again: a name keeps its extent.
/// </summary>
internal static class AddressAllocator
{
    /// <summary>The lowest address that is given out.</summary>
    public const long Base = 0x10_0000_0000;

    /// <summary>TASK_SIZE: the address behind the last that a process may use.</summary>
    public const long Limit = 1L << 47;

    /// <summary>Empty PMD ranges between two mappings.</summary>
    private const int GuardRanges = 64;

    /// <summary>The page at which a mapping of so many pages begins, or -1 where the address space is full.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="pages">Its length.</param>
    /// <param name="offsetPages">How far past the PMD boundary it begins.</param>
    public static long Place(AddressSpace mm, long pages, long offsetPages)
    {
        long pmdPages = mm.Geometry.PmdPages;
        long guard = GuardRanges * pmdPages;
        long limit = Limit >> mm.Geometry.PageShift;
        long boundary = Math.Max(Base >> mm.Geometry.PageShift, mm.PlacedEnd);
        while (pages <= limit - boundary - offsetPages)
        {
            long end = boundary + offsetPages + pages;
            int next = mm.Vmas.IndexAtOrAfter(boundary - pmdPages);
            if (next == mm.Vmas.Count || mm.Vmas[next].Start >= end + pmdPages)
            {
                mm.PlacedEnd = (end + guard + pmdPages - 1) & -pmdPages;
                return boundary + offsetPages;
            }

            boundary = (mm.Vmas[next].End + guard + pmdPages - 1) & -pmdPages;
        }

        return -1;
    }
}
