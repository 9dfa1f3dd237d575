using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Faults;

/// <summary>
/// An ascending write over memory that is regular: a PMD range at a time instead of a page at a time, with the outcome that
/// the single faults would have. Whatever is not regular is left to <see cref="FaultHandler"/>.
/// </summary>
internal sealed class BulkFault(Machine machine)
{
    /// <summary>What a write that runs out of memory gives: its fault was taken, and is not to be taken again.</summary>
    public const long OutOfMemory = -1;

    private readonly BulkLeafFault _leaves = new(machine);

    /// <summary>Writes as much of [vpn, end) as one step can do: in one PMD range, or a run of leaves.</summary>
    /// <param name="process">Who writes.</param>
    /// <param name="vpn">The first page.</param>
    /// <param name="end">The page behind the last.</param>
    /// <param name="zeros">The write leaves zero bytes.</param>
    /// <returns>The pages written; 0 where the next page has to take the plain way; <see cref="OutOfMemory"/>.</returns>
    public long TryWrite(Process process, long vpn, long end, bool zeros)
    {
        AddressSpace mm = process.Mm;
        Vma? vma = mm.Vmas.Find(vpn);
        if (vma is null || !vma.Has(VmaFlags.Write) || vma.Has(VmaFlags.UffdArmed | VmaFlags.Locked))
        {
            return 0;
        }

        PageTable pages = mm.Pages;
        long pmdIndex = pages.PmdIndex(vpn);
        long statementEnd = end;
        end = Math.Min(Math.Min(end, vma.End), pages.FirstVpn(pmdIndex + 1));
        ref PmdSlot slot = ref pages.Slot(pmdIndex);
        if (slot.IsLeaf)
        {
            return StoreThroughLeaf(ref slot, pages.PteIndex(vpn), (int)(end - vpn), zeros);
        }

        if (slot.Table is { } table && !table.IsNone(pages.PteIndex(vpn), (int)(end - vpn)))
        {
            return StoreThroughTable(table, pages.PteIndex(vpn), (int)(end - vpn), zeros);
        }

        return machine.Failures.IsArmed || machine.Cgroup.Limit is not null
            ? 0
            : Populate(process, vma, ref slot, vpn, end, statementEnd, zeros);
    }

    private long StoreThroughLeaf(ref PmdSlot slot, int i, int count, bool zeros)
    {
        if (!slot.Leaf.IsWritable)
        {
            return 0;
        }

        slot.Leaf = slot.Leaf.With(Pte.YoungBit | Pte.DirtyBit);
        Store(slot.Leaf.Payload + i, count, zeros);
        return count;
    }

    private long StoreThroughTable(PteTable table, int i, int count, bool zeros)
    {
        const ulong Mark = Pte.YoungBit | Pte.DirtyBit;
        if (table.TryGetUniform(out Pte first) && count == table.Entries && first.IsPage && first.IsWritable)
        {
            table.TryChangeUniform(Mark, 0);
            Store(first.Payload, count, zeros);
            return count;
        }

        int done = 0;
        for (; done < count; done++)
        {
            Pte pte = table[i + done];
            if (!pte.IsPage || !pte.IsWritable)
            {
                break;
            }

            table[i + done] = pte.With(Mark);
            machine.Frames.SetToken(pte.Payload, zeros ? 0 : machine.NextToken());
        }

        return done;
    }

    // Frames of one stretch may lie in two blocks.
    private void Store(long pfn, int count, bool zeros)
    {
        while (count > 0)
        {
            int part = Math.Min(count, machine.Geometry.PmdPages - machine.Frames.Slot(pfn));
            machine.Frames.SetTokens(pfn, part, zeros ? 0 : machine.NextTokens(part), ascending: !zeros);
            pfn += part;
            count -= part;
        }
    }

    private long Populate(
        Process process, Vma vma, ref PmdSlot slot, long vpn, long end, long statementEnd, bool zeros)
    {
        AddressSpace mm = process.Mm;
        uint allowed = AllowableOrders.Of(machine, mm, vma, ThpMode.PageFault, machine.Geometry.AnonOrders);
        uint pmdBit = 1u << machine.Geometry.PmdOrder;
        long first = mm.Pages.FirstVpn(mm.Pages.PmdIndex(vpn));
        if (slot.IsNone && (allowed & pmdBit) != 0 && vma.Covers(first, first + machine.Geometry.PmdPages))
        {
            return vpn == first && _leaves.TryWrite(process, vma, vpn, statementEnd, zeros) is var written and > 0
                ? written
                : PopulateLeaf(process, vma, ref slot, vpn, end, zeros);
        }

        int order = 0;
        allowed &= ~pmdBit;
        if (allowed != 0)
        {
            order = Orders.Highest(allowed);
            if ((vpn & ((1L << order) - 1)) != 0)
            {
                return 0;
            }

            end &= -(1L << order);
        }

        if (end <= vpn)
        {
            return 0;
        }

        mm.Vmas.PrepareAnonVma(vma);
        if (slot.IsNone && vpn == first && end == first + mm.Pages.PmdPages)
        {
            long behind = mm.Pages.PmdIndex(Math.Min(statementEnd, vma.End));
            return PopulateRanges(process, vma, vpn, mm.Pages.CountNone(mm.Pages.PmdIndex(vpn), behind), order, zeros);
        }

        PteTable table = slot.Table ??= new PteTable(machine.Geometry.PmdPages);
        long done = vpn;
        while (done < end)
        {
            long pfn = machine.PageAllocator.AllocateRun(order, (end - done) >> order, out long folios);
            if (pfn < 0)
            {
                break;
            }

            int count = (int)(folios << order);
            MakeMapped(mm, vma, done, pfn, count, order, zeros);
            table.SetRange(mm.Pages.PteIndex(done), count, Pte.ForFrame(pfn, Pte.YoungBit | Pte.WriteBit | Pte.DirtyBit));
            Count(process, pfn, count, order);
            done += count;
        }

        return done - vpn;
    }

    // Whole PMD ranges of which none has a table: as many as one run of frames gives.
    private long PopulateRanges(Process process, Vma vma, long vpn, long ranges, int order, bool zeros)
    {
        PageTable pages = process.Mm.Pages;
        long pfn = machine.PageAllocator.AllocateRun(order, ranges * (pages.PmdPages >> order), out long folios);
        if (pfn < 0)
        {
            return 0;
        }

        long count = folios << order;
        var first = Pte.ForFrame(pfn, Pte.YoungBit | Pte.WriteBit | Pte.DirtyBit);
        long whole = count / pages.PmdPages;
        int rest = (int)(count % pages.PmdPages);
        long pmdIndex = pages.PmdIndex(vpn);
        pages.MapSlots(pmdIndex, whole, first, areLeaves: false);
        if (rest > 0)
        {
            pages.EnsureTable(pmdIndex + whole).SetRange(0, rest, Pte.ForFrame(pfn + count - rest, first.Attributes));
        }

        MakeMapped(process.Mm, vma, vpn, pfn, count, order, zeros);
        Count(process, pfn, count, order);
        return count;
    }

    // Where the fault falls back to PTEs there is no leaf to store through, and the plain way finds the page mapped.
    private long PopulateLeaf(Process process, Vma vma, ref PmdSlot slot, long vpn, long end, bool zeros)
    {
        process.Faults++;
        FaultResult result = machine.Faults.Handle(process.Mm, vma, vpn, write: true);
        return result == FaultResult.Done
            ? StoreThroughLeaf(ref slot, process.Mm.Pages.PteIndex(vpn), (int)(end - vpn), zeros)
            : OutOfMemory;
    }

    private void MakeMapped(AddressSpace mm, Vma vma, long vpn, long pfn, long count, int order, bool zeros)
    {
        long token = zeros ? 0 : machine.NextTokens(count);
        long index = vma.IndexOf(vpn);
        for (long k = 0; k < count;)
        {
            k += machine.Frames.MakeMapped(pfn + k, count - k, order, index + k, zeros ? 0 : token + k, !zeros, mm.Id);
        }
    }

    private void Count(Process process, long pfn, long count, int order)
    {
        process.Faults += count >> order;
        process.Mm.AnonRssPages += count;
        machine.Cgroup.Charge(count);
        if (order == 0)
        {
            machine.LruAddBatch.AddNewRun(pfn, count);
            return;
        }

        machine.LruAddBatch.Drain();
        machine.Counters.Add(SizeStat.AnonFaultAlloc, order, count >> order);
        machine.Counters.Add(SizeStat.NrAnon, order, count >> order);
    }
}
