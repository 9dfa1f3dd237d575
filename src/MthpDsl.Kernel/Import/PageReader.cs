using System.Globalization;
using System.Numerics;
using MthpDsl.Kernel.Running;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Import;

/// <summary>What backs the pages of a VMA, from pagemap, kpageflags and kpagecount (spec MM 9.3).</summary>
internal sealed class PageReader(WordFile pagemap, WordFile flags, WordFile counts, int pageShift, int pmdOrder)
{
    private const ulong Present = 1UL << 63;
    private const ulong Swapped = 1UL << 62;
    private const ulong FrameMask = (1UL << 55) - 1;
    private const int RealSwapTypes = 23;
    private const int CompoundHead = 15;
    private const int CompoundTail = 16;
    private const int Thp = 22;
    private const int ZeroPage = 24;

    private readonly Dictionary<long, int> _folios = [];

    /// <summary>The runs of a VMA; which of them leaves map is not known yet.</summary>
    public List<LayoutRun> Read(long start, long end)
    {
        List<LayoutRun> runs = [];
        long first = start >> pageShift;
        for (long vpn = first; vpn < end >> pageShift; vpn++)
        {
            Add(runs, RunOf(pagemap[vpn], vpn - first));
        }

        return runs;
    }

    private LayoutRun RunOf(ulong entry, long page)
    {
        if ((entry & Present) == 0)
        {
            bool inSwap = (entry & Swapped) != 0 && (entry & 31) < RealSwapTypes;
            return Simple(page, inSwap ? RunKind.Swap : RunKind.None);
        }

        long frame = (long)(entry & FrameMask);
        if (Has(frame, ZeroPage))
        {
            return Simple(page, Has(frame, Thp) ? RunKind.HugeZero : RunKind.Zero);
        }

        long head = HeadOf(frame);
        int order = OrderOf(head);
        if (frame - head >= 1L << order)
        {
            throw new KernelException(string.Create(CultureInfo.InvariantCulture, $"kpageflags shows a tail without a head at frame {frame}"));
        }

        return new LayoutRun(page, 1, RunKind.Folio, Number(head), order, (int)(frame - head), false, counts[frame] > 1, frame);
    }

    private long HeadOf(long frame)
    {
        long head = frame;
        while (Has(head, CompoundTail))
        {
            head--;
            if (head < 0 || frame - head >= 1L << pmdOrder)
            {
                throw TooLarge(frame);
            }
        }

        return head;
    }

    // Tails are also read where this process does not map them.
    private int OrderOf(long head)
    {
        long end = head + 1;
        while (Has(head, CompoundHead) && Has(end, CompoundTail))
        {
            end++;
            if (end - head > 1L << pmdOrder)
            {
                throw TooLarge(head);
            }
        }

        if (!BitOperations.IsPow2(end - head))
        {
            throw new KernelException(string.Create(CultureInfo.InvariantCulture, $"kpageflags shows a folio of {end - head} pages at frame {head}: no power of two"));
        }

        return BitOperations.Log2((ulong)(end - head));
    }

    private static KernelException TooLarge(long frame) =>
        new(string.Create(CultureInfo.InvariantCulture, $"kpageflags shows a folio larger than a PMD at frame {frame}"));

    private bool Has(long frame, int flag) => ((flags[frame] >> flag) & 1) != 0;

    private int Number(long head)
    {
        if (!_folios.TryGetValue(head, out int number))
        {
            number = _folios.Count;
            _folios.Add(head, number);
        }

        return number;
    }

    private static LayoutRun Simple(long page, RunKind kind) => new(page, 1, kind, -1, 0, 0, false, false, -1);

    private static void Add(List<LayoutRun> runs, LayoutRun next)
    {
        if (runs.Count > 0 && runs[^1] is var last && last.Kind == next.Kind
            && (next.Kind != RunKind.Folio || (last.Folio == next.Folio && last.Offset + last.Pages == next.Offset)))
        {
            runs[^1] = last with { Pages = last.Pages + 1, IsShared = last.IsShared || next.IsShared };
        }
        else
        {
            runs.Add(next);
        }
    }
}
