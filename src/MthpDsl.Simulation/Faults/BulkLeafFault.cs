using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Faults;

/// <summary>An ascending write over fresh PMD ranges that all get leaves: a run of leaves at a time (spec MM 2.3).</summary>
internal sealed class BulkLeafFault(Machine machine)
{
    /// <summary>Maps as many whole PMD ranges from <paramref name="vpn"/> on as are none and as one run of frames holds.</summary>
    /// <returns>The pages written; 0 where the next page has to take the plain way.</returns>
    public long TryWrite(Process process, Vma vma, long vpn, long end, bool zeros)
    {
        AddressSpace mm = process.Mm;
        PageTable pages = mm.Pages;
        long wanted = pages.CountNone(pages.PmdIndex(vpn), pages.PmdIndex(Math.Min(end, vma.End)));
        if (wanted == 0 || vma.AnonVma is null)
        {
            return 0;
        }

        int order = machine.Geometry.PmdOrder;
        long head = machine.PageAllocator.AllocateRun(order, wanted, out long count);
        if (head < 0)
        {
            return 0;
        }

        machine.Khugepaged.EnterVma(mm, vma);
        long? tail = machine.Policy.ShrinkUnderused ? machine.DeferredSplits.Last : null;
        long token = zeros ? 0 : machine.NextTokens(count << order);
        machine.Frames.MakeLeaves(head, count, vma.IndexOf(vpn), token, mm.Id, tail);
        if (tail is not null)
        {
            machine.DeferredSplits.AppendChain(head, head + ((count - 1) << order), (int)count);
        }

        pages.MapSlots(pages.PmdIndex(vpn), count, Pte.ForFrame(head, Pte.YoungBit | Pte.WriteBit | Pte.DirtyBit), areLeaves: true);
        Count(process, count);
        return count << order;
    }

    private void Count(Process process, long count)
    {
        int order = machine.Geometry.PmdOrder;
        process.Faults += count;
        process.Mm.AnonRssPages += count << order;
        machine.Cgroup.Charge(count << order);
        machine.LruAddBatch.Drain();
        machine.Counters.Add(VmStat.NrAnonTransparentHugepages, count);
        machine.Counters.Add(VmStat.ThpFaultAlloc, count);
        machine.Counters.Add(SizeStat.AnonFaultAlloc, order, count);
        machine.Counters.Add(SizeStat.NrAnon, order, count);
    }
}
