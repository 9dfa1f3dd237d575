using System.Runtime.CompilerServices;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;

namespace MthpDsl.Simulation;

/// <summary>Which pages of a range an access touches, and in which order.</summary>
/// <example>
/// <code>
/// heap.Write(new AccessPattern { Every = 64.KiB(), PagesPerStep = 15 });
/// Console.WriteLine(heap.Layout); // 32 x (15 x 4K, none 4K)
/// </code>
/// </example>
public sealed record AccessPattern
{
    /// <summary>Every base page, ascending, with data that is not zero.</summary>
    public static AccessPattern Default { get; } = new();

    /// <summary>Touch the first pages of each step of this size; zero for every page.</summary>
    public ByteSize Every { get; init; }

    /// <summary>How many pages of each step.</summary>
    public long PagesPerStep { get; init; } = 1;

    /// <summary>From the end to the start.</summary>
    public bool Backwards { get; init; }

    /// <summary>So many pages drawn with the machine's seed; zero for an ordered walk.</summary>
    public long RandomPages { get; init; }

    /// <summary>A write leaves zero bytes behind.</summary>
    public bool Zeros { get; init; }
}

public sealed partial class Process
{
    /// <summary>Writes base pages: a fault where one is due, then a store that gives the page new content.</summary>
    /// <returns>EFAULT where the access is not allowed, ENOMEM when memory ran out.</returns>
    public Errno Write(VirtualRange range, AccessPattern? pattern = null) => Touch(range, pattern ?? AccessPattern.Default, write: true);

    /// <summary>Reads base pages: a fault where one is due.</summary>
    /// <returns>EFAULT where the access is not allowed, ENOMEM when memory ran out.</returns>
    public Errno Read(VirtualRange range, AccessPattern? pattern = null) => Touch(range, pattern ?? AccessPattern.Default, write: false);

    /// <summary>The content of a base page as the process reads it: the token of the write that filled it, 0 for zero bytes.</summary>
    internal long ContentOf(long vpn)
    {
        Pte pte = Mm.Pages.ReadPte(vpn);
        return pte.IsPage ? Machine.Frames.Token(pte.Payload) : pte.IsSwap ? Machine.SwapCache.ContentOf(pte.Payload) : 0;
    }

    private Errno Touch(VirtualRange range, AccessPattern pattern, bool write)
    {
        Machine.Khugepaged.EndFirstPass();
        int shift = Machine.Geometry.PageShift;
        long first = range.Start >> shift;
        long end = (range.End + (1L << shift) - 1) >> shift;
        if (first >= end)
        {
            return Errno.None;
        }

        return pattern switch
        {
            { RandomPages: 0 } when write && end - first == 1 => WritePage(first, pattern.Zeros),
            { RandomPages: > 0 } => TouchRandom(first, end, pattern, write),
            { Every.Bytes: > 0 } => TouchSteps(first, end, pattern, write),
            _ => TouchAll(first, end, pattern.Backwards, pattern.Zeros, write),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Errno TouchAll(long first, long end, bool backwards, bool zeros, bool write)
    {
        if (write && end - first == 1)
        {
            return WritePage(first, zeros);
        }

        Errno errno = Errno.None;
        for (long k = 0; k < end - first && errno == Errno.None; k++)
        {
            if (write && !backwards && Machine.UsesBulkPaths)
            {
                long written = Machine.BulkFaults.TryWrite(this, first + k, end, zeros);
                if (written > 0)
                {
                    Machine.Beat();
                    Machine.Reference?.Stored(Mm, first + k, written, zeros);
                    k += written - 1;
                    continue;
                }

                if (written == BulkFault.OutOfMemory)
                {
                    return Errno.ENOMEM;
                }
            }

            errno = TouchPage(backwards ? end - 1 - k : first + k, zeros, write);
        }

        return errno;
    }

    private Errno WritePage(long vpn, bool zeros)
    {
        if (!Machine.UsesBulkPaths || !Machine.PageWrites.TryWrite(this, vpn, zeros))
        {
            return TouchPage(vpn, zeros, write: true);
        }

        Machine.Beat();
        Machine.Reference?.Stored(Mm, vpn, 1, zeros);
        return Errno.None;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Errno TouchSteps(long first, long end, AccessPattern pattern, bool write)
    {
        long step = Math.Max(1, Machine.Geometry.PagesIn(pattern.Every));
        long steps = (end - first + step - 1) / step;
        Errno errno = Errno.None;
        for (long k = 0; k < steps && errno == Errno.None; k++)
        {
            long start = first + ((pattern.Backwards ? steps - 1 - k : k) * step);
            long stop = Math.Min(end, start + Math.Min(step, pattern.PagesPerStep));
            errno = TouchAll(start, stop, pattern.Backwards, pattern.Zeros, write);
        }

        return errno;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Errno TouchRandom(long first, long end, AccessPattern pattern, bool write)
    {
        Errno errno = Errno.None;
        for (long k = 0; k < pattern.RandomPages && errno == Errno.None; k++)
        {
            long vpn = first + Machine.Random.Next(end - first);
            errno = TouchAll(vpn, vpn + 1, backwards: false, pattern.Zeros, write);
        }

        return errno;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Errno TouchPage(long vpn, bool zeros, bool write)
    {
        long faults = 0;
        FaultResult result = Machine.Faults.Access(Mm, vpn, write, ref faults);
        Faults += faults;
        if (result == FaultResult.Done && write)
        {
            Machine.Frames.SetToken(Mm.Pages.ReadPte(vpn).Payload, zeros ? 0 : Machine.NextToken());
            Machine.Reference?.Stored(Mm, vpn, 1, zeros);
        }

        return ToErrno(result);
    }
}
