using MthpDsl.Simulation.Layout;

namespace MthpDsl.Simulation;

/// <summary>
/// A name for a stretch of a process's addresses, with the extent that the scenario gave it, whatever VMAs it has become.
/// </summary>
/// <example><code>Mapping heap = machine.Main.Map("heap", 2.MiB());</code></example>
public sealed class Mapping
{
    internal Mapping(Process process, string name, VirtualRange range)
    {
        Process = process;
        Name = name;
        Range = range;
    }

    /// <summary>Whose memory it is.</summary>
    public Process Process { get; }

    /// <summary>The name that scenarios use.</summary>
    public string Name { get; }

    /// <summary>Where it lies now; mremap moves, grows and shrinks it.</summary>
    public VirtualRange Range { get; internal set; }

    /// <summary>Its length.</summary>
    public ByteSize Size => new(Range.Length);

    /// <summary>What backs it now.</summary>
    public FolioLayout Layout => Process.LayoutOf(Range);

    /// <summary>A part of it, by offsets from its start.</summary>
    public VirtualRange Slice(ByteSize from, ByteSize to) => new(Range.Start + from.Bytes, to.Bytes - from.Bytes);

    /// <summary>A part of it, by base pages from its start: <c>heap.Pages(..16)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has fewer pages.</exception>
    public VirtualRange Pages(Range pages)
    {
        int shift = Process.Machine.Geometry.PageShift;
        (int first, int count) = pages.GetOffsetAndLength(checked((int)(Range.Length >> shift)));
        return new VirtualRange(Range.Start + ((long)first << shift), (long)count << shift);
    }

    /// <summary>Writes base pages: all of them, ascending, or as a pattern says.</summary>
    /// <returns>EFAULT where the access is not allowed, ENOMEM when memory ran out.</returns>
    public Errno Write(AccessPattern? pattern = null) => Process.Write(Range, pattern);

    /// <summary>Reads base pages: all of them, ascending, or as a pattern says.</summary>
    /// <returns>EFAULT where the access is not allowed, ENOMEM when memory ran out.</returns>
    public Errno Read(AccessPattern? pattern = null) => Process.Read(Range, pattern);

    /// <summary>madvise(2) over all of it.</summary>
    /// <returns>EINVAL for a VMA the advice is not for; ENOMEM where part of the range is not mapped.</returns>
    public Errno Advise(Advice advice) => Process.Advise(Range, advice);

    /// <summary>munmap(2) of all of it.</summary>
    public Errno Unmap() => Process.Unmap(Range);

    /// <summary>What a base page reads as: the number of the write that filled it, 0 for zero bytes. Nothing is faulted in.</summary>
    /// <param name="page">The page, counted from the mapping's start.</param>
    public long ContentOf(long page) => Process.ContentOf((Range.Start >> Process.Machine.Geometry.PageShift) + page);

    /// <inheritdoc/>
    public override string ToString() => Name + " = " + Layout;
}
