using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Simulation;

/// <summary>Where <c>map</c> puts a mapping; by default at a PMD boundary of its own.</summary>
/// <example>
/// <code>
/// Mapping next = machine.Main.Map("next", 64.KiB(), new MapPlacement { After = heap });
/// Console.WriteLine(next.Range.Start == heap.Range.End); // True
/// </code>
/// </example>
public sealed record MapPlacement
{
    /// <summary>A PMD boundary of its own.</summary>
    public static MapPlacement Default { get; } = new();

    /// <summary>The address, or null for a free one.</summary>
    public long? Address { get; init; }

    /// <summary>So far past a PMD boundary.</summary>
    public ByteSize Offset { get; init; }

    /// <summary>Right behind this mapping, with which it may merge.</summary>
    public Mapping? After { get; init; }
}

public sealed partial class Process
{
    /// <summary>mmap(2) of private anonymous read-write memory.</summary>
    /// <param name="name">The mapping's name; an older mapping of that name in this process is forgotten, its memory stays.</param>
    /// <param name="size">Rounded up to base pages; more than zero.</param>
    /// <param name="placement">Where.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="InvalidOperationException">The kernel refuses: <see cref="TryMap"/> gives the errno instead.</exception>
    public Mapping Map(string name, ByteSize size, MapPlacement? placement = null)
    {
        Errno errno = TryMap(name, size, placement ?? MapPlacement.Default, out Mapping? mapping);
        return mapping ?? throw new InvalidOperationException($"mmap of {size} for '{name}' fails with {errno}");
    }

    /// <summary>mmap(2) of private anonymous read-write memory.</summary>
    /// <returns>EINVAL for a size of zero or a misaligned address, EEXIST where something is mapped, ENOMEM without room.</returns>
    public Errno TryMap(string name, ByteSize size, MapPlacement placement, out Mapping? mapping)
    {
        mapping = null;
        Machine.Khugepaged.EndFirstPass();
        int shift = Machine.Geometry.PageShift;
        long mask = Machine.Geometry.PageSize - 1;
        long? fixedAddress = placement.Address ?? placement.After?.Range.End;
        if (size.Bytes <= 0 || ((fixedAddress ?? 0) & mask) != 0 || (placement.Offset.Bytes & mask) != 0)
        {
            return Errno.EINVAL;
        }

        long pages = (size.Bytes + mask) >> shift;
        if (pages > AddressAllocator.Limit >> shift)
        {
            return Errno.ENOMEM;
        }

        long first = fixedAddress is { } address
            ? address >> shift
            : AddressAllocator.Place(Mm, pages, placement.Offset.Bytes >> shift);
        if (first < 0 || first + pages > AddressAllocator.Limit >> shift)
        {
            return Errno.ENOMEM;
        }

        if (Mm.Vmas.Parts(first, first + pages).Any())
        {
            return Errno.EEXIST;
        }

        Machine.Vmas.Map(Mm, first, first + pages, VmaFlags.Read | VmaFlags.Write);
        Machine.Reference?.Mapped(Mm, first, first + pages);
        mapping = AddMapping(name, new VirtualRange(first << shift, pages << shift));
        return Errno.None;
    }

    /// <summary>munmap(2).</summary>
    /// <returns>EINVAL for a misaligned start or a length of zero.</returns>
    public Errno Unmap(VirtualRange range)
    {
        if (!TryPages(range, out long first, out long end) || first == end)
        {
            return Errno.EINVAL;
        }

        Machine.Vmas.Unmap(Mm, first, end);
        Machine.Reference?.Unmapped(Mm, first, end);
        return Errno.None;
    }

    /// <summary>madvise(2).</summary>
    /// <returns>EINVAL for a misaligned start or a VMA the advice is not for; ENOMEM where part of the range is not mapped.</returns>
    public Errno Advise(VirtualRange range, Advice advice)
    {
        if (!TryPages(range, out long first, out long end))
        {
            return Errno.EINVAL;
        }

        Errno errno = Machine.Madvise.Advise(this, first, end, advice);
        Machine.Reference?.Advised(Mm, first, end, advice, errno);
        Machine.Khugepaged.GoOnWithFirstPass();
        return errno;
    }

    /// <summary>The VMAs that a range lies in.</summary>
    public int CountVmas(VirtualRange range)
    {
        int shift = Machine.Geometry.PageShift;
        return Mm.Vmas.Parts(range.Start >> shift, (range.End + Machine.Geometry.PageSize - 1) >> shift).Count();
    }

    // The kernel takes an aligned start and rounds the length up.
    private bool TryPages(VirtualRange range, out long first, out long end)
    {
        int shift = Machine.Geometry.PageShift;
        long mask = Machine.Geometry.PageSize - 1;
        first = range.Start >> shift;
        end = (range.End + mask) >> shift;
        return (range.Start & mask) == 0 && range.Length >= 0;
    }
}
