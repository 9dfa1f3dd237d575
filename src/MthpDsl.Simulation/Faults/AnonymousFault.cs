using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Faults;

/// <summary>A fault on an empty PTE: the zero page, or a new folio of the greedily largest order (spec MM 2.4).</summary>
internal sealed class AnonymousFault(Machine machine)
{
    private readonly LargestFolio _folios = new(machine);

    public FaultResult Handle(AddressSpace mm, Vma vma, PteTable table, long vpn, bool write)
    {
        int i = mm.Pages.PteIndex(vpn);
        if (!write)
        {
            if (vma.Has(VmaFlags.UffdMissing))
            {
                return FaultResult.WaitsForUserfault;
            }

            table[i] = Pte.ForZeroPage(Pte.YoungBit);
            return FaultResult.Done;
        }

        mm.Vmas.PrepareAnonVma(vma);
        long head = AllocateFolio(mm, vma, table, vpn, out int order);
        if (head < 0)
        {
            return FaultResult.OutOfMemory;
        }

        if (vma.Has(VmaFlags.UffdMissing))
        {
            machine.Folios.Discard(head);
            return FaultResult.WaitsForUserfault;
        }

        int first = i & -(1 << order);
        MapNew(mm, vma, table, first, head, order);
        return FaultResult.Done;
    }

    /// <summary>alloc_anon_folio: from the highest order whose aligned block is all none, down to a base page.</summary>
    private long AllocateFolio(AddressSpace mm, Vma vma, PteTable table, long vpn, out int order)
    {
        uint orders = vma.Has(VmaFlags.UffdArmed) ? 0 : Candidates(mm, vma, table, vpn);
        return _folios.Allocate(vma, vpn, orders, SizeStat.AnonFaultFallback, SizeStat.AnonFaultFallbackCharge, out order);
    }

    private uint Candidates(AddressSpace mm, Vma vma, PteTable table, long vpn)
    {
        uint orders = _folios.SuitableOrders(mm, vma, vpn);
        int i = mm.Pages.PteIndex(vpn);
        while (orders != 0)
        {
            int order = Orders.Highest(orders);
            if (table.IsNone(i & -(1 << order), 1 << order))
            {
                break;
            }

            orders = Orders.WithoutHighest(orders);
        }

        return orders;
    }

    private void MapNew(AddressSpace mm, Vma vma, PteTable table, int first, long head, int order)
    {
        int pages = 1 << order;
        ulong attributes = Pte.YoungBit | (vma.Has(VmaFlags.Write) ? Pte.WriteBit | Pte.DirtyBit : 0);
        table.SetRange(first, pages, Pte.ForFrame(head, attributes));
        machine.Frames.SetExclusive(head, pages, true);
        machine.Rmap.AddPtes(head, pages, mm);
        machine.AddToLru(head, vma);
        mm.AnonRssPages += pages;
        if (order > 0)
        {
            machine.Counters.Count(SizeStat.AnonFaultAlloc, order);
            machine.Counters.Count(SizeStat.NrAnon, order);
        }
    }
}
