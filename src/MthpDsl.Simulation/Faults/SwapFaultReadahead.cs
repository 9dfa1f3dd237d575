using System.Numerics;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Faults;

/// <summary>
/// Swap-in through the swap cache: base pages only, neighbours in the page table read along but not mapped (spec MM 6.3 C).
/// </summary>
/// <remarks>What nothing but this path reads from a synchronous device is what another process shares. 6.18.44 reads ahead there
/// too, as from any device; the recorded 6.12 kernels did not, <c>page-cluster</c> being 0 where they ran.</remarks>
internal sealed class SwapFaultReadahead(Machine machine)
{
    /// <summary>2^page_cluster, the default of <c>/proc/sys/vm/page-cluster</c> being 3.</summary>
    private const int LargestWindow = 8;

    /// <summary>Reads the page of a fault into the cache, and the window around it.</summary>
    /// <returns>False where there is no memory for the page itself.</returns>
    public bool Fault(AddressSpace mm, Vma vma, PteTable table, long vpn)
    {
        (long first, long end) = machine.Swap!.IsSynchronous && !machine.Kernel.ReadsAheadFromSynchronousSwap ? (vpn, vpn + 1) : NextWindow(vma, vpn, table.Entries);
        for (long at = first; at < end; at++)
        {
            Pte entry = table[mm.Pages.PteIndex(at)];
            bool read = !entry.IsSwap || Read(vma, at, entry.Payload, ahead: at != vpn);
            if (!read && at == vpn)
            {
                return false;
            }
        }

        if (end - first > 1)
        {
            machine.LruAddBatch.Drain();
        }

        return true;
    }

    /// <summary>MADV_WILLNEED: reads what is swapped out in a range of a VMA into the cache, and maps nothing.</summary>
    public void WillNeed(AddressSpace mm, Vma vma, long first, long end)
    {
        for (long vpn = first; vpn < end; vpn++)
        {
            Pte entry = mm.Pages.ReadPte(vpn);
            if (entry.IsSwap)
            {
                Read(vma, vpn, entry.Payload, ahead: false);
            }
        }

        machine.LruAddBatch.Drain();
    }

    /// <summary>
    /// A fault found its page in the cache: the walk through the VMA has come this far, and if the page was read ahead, the guess was
    /// good. Large folios are never read ahead and say nothing.
    /// </summary>
    public void NoteHit(Vma vma, long vpn, long head)
    {
        if (machine.Frames.Pages(head) > 1)
        {
            return;
        }

        bool guessed = machine.Frames.Has(head, FolioFlags.Readahead);
        vma.Readahead = vma.Readahead with { LastVpn = vpn, Hits = vma.Readahead.Hits + (guessed ? 1 : 0) };
        if (guessed)
        {
            machine.Frames.ClearFlags(head, FolioFlags.Readahead);
            machine.Counters.Count(VmStat.SwapRaHit);
        }
    }

    /// <summary>Reads one slot into the cache, if it is not there yet.</summary>
    public bool Read(Vma vma, long vpn, long slot, bool ahead)
    {
        if (machine.SwapCache.FolioOf(slot) != SwapDevice.NoFolio)
        {
            return true;
        }

        long head = machine.Folios.Allocate(0, ahead ? Gfp.NoReclaim : Gfp.BasePage, vma.IndexOf(vpn), out _);
        if (head < 0)
        {
            return false;
        }

        machine.Counters.Count(machine.Swap!.IsZero(slot) ? VmStat.SwpinZero : VmStat.Pswpin);
        machine.Frames.SetToken(head, machine.SwapCache.ContentOf(slot));
        machine.SwapCache.Insert(head, slot);
        machine.Frames.ClearFlags(head, FolioFlags.Dirty);
        machine.LruAddBatch.Add(head);
        if (ahead)
        {
            machine.Frames.SetFlags(head, FolioFlags.Readahead);
            machine.Counters.Count(VmStat.SwapRa);
        }

        return true;
    }

    // The window grows with the hits of the last one, halves at most at a time, and lies ahead of a walk through the VMA,
    // behind a walk backwards, else around the page.
    private static (long First, long End) NextWindow(Vma vma, long vpn, int tableEntries)
    {
        SwapReadaheadState last = vma.Readahead;
        bool upwards = vpn == last.LastVpn + 1;
        bool downwards = vpn == last.LastVpn - 1;
        int guess = last.Hits > 0
            ? Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)last.Hits + 2))
            : upwards || downwards ? 2 : 1;
        int window = Math.Max(Math.Min(guess, LargestWindow), last.Window / 2);
        vma.Readahead = new SwapReadaheadState(vpn, window, 0);

        long first = upwards ? vpn : downwards ? vpn - window + 1 : vpn - ((window - 1) / 2);
        long end = first + window;
        long tableFirst = vpn & -(long)tableEntries;
        return (Math.Max(first, Math.Max(vma.Start, tableFirst)), Math.Min(end, Math.Min(vma.End, tableFirst + tableEntries)));
    }
}
