using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Faults;

/// <summary>Swap-in from a synchronous device past the swap cache, in the largest order that fits (alloc_swap_folio; spec MM 6.3 B).</summary>
internal sealed class SwapFaultDirect(Machine machine)
{
    private readonly LargestFolio _folios = new(machine);

    /// <summary>Allocates a folio for the entries around a page and reads them into it. The entries stay.</summary>
    /// <returns>The head, not mapped yet; -1 where there is not even a base page.</returns>
    public long Read(AddressSpace mm, Vma vma, PteTable table, long vpn, out int order)
    {
        long head = Allocate(mm, vma, table, vpn, out order);
        if (head < 0)
        {
            return -1;
        }

        int pages = 1 << order;
        long slot = table[mm.Pages.PteIndex(vpn)].Payload & -pages;
        if (order == 0)
        {
            slot = table[mm.Pages.PteIndex(vpn)].Payload;
        }

        bool zero = machine.Swap!.IsZero(slot);
        for (int i = 0; i < pages; i++)
        {
            machine.Frames.SetToken(head + i, machine.SwapCache.ContentOf(slot + i));
        }

        machine.Counters.Add(zero ? VmStat.SwpinZero : VmStat.Pswpin, pages);
        machine.Counters.Add(SizeStat.Swpin, order, zero ? 0 : 1);
        machine.Counters.Count(SizeStat.NrAnon, order);
        return head;
    }

    /// <summary>Whether entries are swap entries of consecutive slots with the same bits (swap_pte_batch).</summary>
    public static bool IsSwapBatch(PteTable table, int first, int count, Pte expected)
    {
        for (int k = 0; k < count; k++)
        {
            if (table[first + k] != expected.Advance(k))
            {
                return false;
            }
        }

        return true;
    }

    private long Allocate(AddressSpace mm, Vma vma, PteTable table, long vpn, out int order)
    {
        uint orders = vma.Has(VmaFlags.UffdArmed) ? 0 : Candidates(mm, vma, table, vpn);
        return _folios.Allocate(vma, vpn, orders, SizeStat.SwpinFallback, SizeStat.SwpinFallbackCharge, out order);
    }

    // Orders from the top are dropped until address and slot agree modulo the order and the whole block went out together.
    private uint Candidates(AddressSpace mm, Vma vma, PteTable table, long vpn)
    {
        uint orders = _folios.SuitableOrders(mm, vma, vpn);
        int i = mm.Pages.PteIndex(vpn);
        long slot = table[i].Payload;
        while (orders != 0)
        {
            int order = Orders.Highest(orders);
            if (((vpn ^ slot) & ((1L << order) - 1)) == 0 && CanRead(table, i & -(1 << order), 1 << order))
            {
                break;
            }

            orders = Orders.WithoutHighest(orders);
        }

        return orders;
    }

    // can_swapin_thp: one batch of entries, none of them cached, all of them zeros or none.
    private bool CanRead(PteTable table, int first, int count)
    {
        Pte entry = table[first];
        if (!entry.IsSwap || !IsSwapBatch(table, first, count, entry))
        {
            return false;
        }

        bool zero = machine.Swap!.IsZero(entry.Payload);
        for (int k = 0; k < count; k++)
        {
            long slot = entry.Payload + k;
            if (machine.SwapCache.FolioOf(slot) != SwapDevice.NoFolio || machine.Swap.IsZero(slot) != zero)
            {
                return false;
            }
        }

        return true;
    }
}
