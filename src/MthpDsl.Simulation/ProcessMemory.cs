using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Simulation;

public sealed partial class Process
{
    /// <summary>mprotect(2).</summary>
    /// <returns>EINVAL for a misaligned start, ENOMEM where part of the range is not mapped; what lies below the hole is changed.</returns>
    public Errno Protect(VirtualRange range, Protection protection) =>
        TryPages(range, out long first, out long end) ? Machine.Mprotect.Protect(Mm, first, end, protection) : Errno.EINVAL;

    /// <summary>mlock(2): what is there is locked, the rest faulted in.</summary>
    /// <returns>ENOMEM where part of the range is not mapped or allows no access, EAGAIN when memory ran out.</returns>
    public Errno Lock(VirtualRange range)
    {
        (long first, long end) = PagesAround(range);
        return first == end ? Errno.None : Machine.Mlock.Lock(this, first, end);
    }

    /// <summary>munlock(2).</summary>
    /// <returns>ENOMEM where part of the range is not mapped.</returns>
    public Errno Unlock(VirtualRange range)
    {
        (long first, long end) = PagesAround(range);
        return first == end ? Errno.None : Machine.Mlock.Unlock(Mm, first, end);
    }

    /// <summary>mremap(2) to another place: folios stay as they are, leaves move whole where both addresses allow it (spec MM 4.14).</summary>
    /// <param name="range">What moves; a whole mapping takes its name along.</param>
    /// <param name="name">A name for the range at its new place, or null.</param>
    /// <param name="placement">Where it goes: at an address, where anything mapped is unmapped first, or to a PMD boundary of its own plus an offset.</param>
    /// <param name="moved">The mapping at the new place: the new name, or the old one moved; null where the range had none.</param>
    /// <returns>EINVAL for misaligned or overlapping ranges, EFAULT where no VMA (before 6.17: no single one) covers the range, ENOMEM without room.</returns>
    public Errno Move(VirtualRange range, string? name, MapPlacement placement, out Mapping? moved)
    {
        moved = null;
        int shift = Machine.Geometry.PageShift;
        long mask = Machine.Geometry.PageSize - 1;
        if (!TryPages(range, out long first, out long end)
            || first == end
            || ((placement.Address ?? 0) & mask) != 0
            || (placement.Offset.Bytes & mask) != 0)
        {
            return Errno.EINVAL;
        }

        long pages = end - first;
        long target = placement.Address is { } address ? address >> shift : AddressAllocator.Place(Mm, pages, placement.Offset.Bytes >> shift);
        if (target < 0 || target + pages > AddressAllocator.Limit >> shift)
        {
            return placement.Address is null ? Errno.ENOMEM : Errno.EINVAL;
        }

        Errno errno = Machine.Mremap.Move(Mm, first, end, target);
        if (errno == Errno.None)
        {
            moved = Rename(range, name, new VirtualRange(target << shift, pages << shift));
        }

        return errno;
    }

    /// <summary>mremap(2) to a larger size: in place where the addresses behind it are free, else at a new place.</summary>
    /// <param name="mapping">A mapping of this process; its extent follows.</param>
    /// <param name="by">How much it grows, rounded up to base pages.</param>
    /// <returns>
    /// EINVAL for a size that is not positive, since 6.17 also for one that no address space holds; EFAULT where no single VMA covers the
    /// mapping; ENOMEM without room.
    /// </returns>
    public Errno Grow(Mapping mapping, ByteSize by)
    {
        int shift = Machine.Geometry.PageShift;
        (long first, long end) = PagesAround(mapping.Range);
        long more = (by.Bytes + Machine.Geometry.PageSize - 1) >> shift;
        if (more <= 0)
        {
            return Errno.EINVAL;
        }

        if (Machine.Kernel.ChecksMremapLengthFirst && more > (AddressAllocator.Limit >> shift) - (end - first))
        {
            return Errno.EINVAL;
        }

        Errno errno = Machine.Mremap.Grow(Mm, first, end, end + more, out long start);
        if (errno != Errno.None)
        {
            return errno;
        }

        if (start == first)
        {
            Machine.Reference?.Grown(Mm, end, end + more);
        }

        mapping.Range = new VirtualRange(start << shift, (end - first + more) << shift);
        Vma vma = Mm.Vmas.Find(start)!;
        if (vma.Has(VmaFlags.Locked))
        {
            // mremap populates what it added to a locked VMA, and does not say where that fails.
            Machine.UserPages.Populate(this, start + (end - first), start + (end - first) + more, vma.Has(VmaFlags.Write));
        }

        return Errno.None;
    }

    /// <summary>mremap(2) to a smaller size: the tail is unmapped.</summary>
    /// <param name="mapping">A mapping of this process; its extent follows.</param>
    /// <param name="by">How much it shrinks, rounded down to base pages.</param>
    /// <returns>EINVAL where nothing would be left, EFAULT where its start is not mapped.</returns>
    public Errno Shrink(Mapping mapping, ByteSize by)
    {
        int shift = Machine.Geometry.PageShift;
        (long first, long end) = PagesAround(mapping.Range);
        long less = by.Bytes >> shift;
        if (less < 0 || less >= end - first)
        {
            return Errno.EINVAL;
        }

        if (Mm.Vmas.Find(first) is null)
        {
            return Errno.EFAULT;
        }

        if (less > 0)
        {
            Machine.Vmas.Unmap(Mm, end - less, end);
            Machine.Reference?.Unmapped(Mm, end - less, end);
            mapping.Range = new VirtualRange(first << shift, (end - less - first) << shift);
        }

        return Errno.None;
    }

    // The name of a whole mapping moves; the name of a mapping that loses a part keeps its extent.
    private Mapping? Rename(VirtualRange from, string? name, VirtualRange to)
    {
        Mapping? whole = _mappings.Find(mapping => mapping.Range == from);
        if (name is null)
        {
            if (whole is not null)
            {
                whole.Range = to;
            }

            return whole;
        }

        if (whole is not null)
        {
            _mappings.Remove(whole);
        }

        return AddMapping(name, to);
    }

    private (long First, long End) PagesAround(VirtualRange range)
    {
        int shift = Machine.Geometry.PageShift;
        return (range.Start >> shift, (range.End + Machine.Geometry.PageSize - 1) >> shift);
    }
}
