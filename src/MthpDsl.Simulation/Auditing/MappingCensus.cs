using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Auditing;

/// <summary>
/// A walk over all page tables of all processes: how often each page, folio and swap slot is mapped, and whether each entry may
/// be where it is.
/// </summary>
internal sealed class MappingCensus(Machine machine, Findings findings)
{
    private readonly Dictionary<long, ushort[]> _pages = [];
    private readonly int _blockMask = machine.Geometry.PmdPages - 1;

    /// <summary>Large folios that something maps, by head.</summary>
    public Dictionary<long, FolioTally> Folios { get; } = [];

    /// <summary>Page table entries of each swap slot.</summary>
    public Dictionary<long, int> SwapSlots { get; } = [];

    /// <summary>Whether any slot is a leaf of the huge zero folio.</summary>
    public bool MapsHugeZero { get; private set; }

    /// <summary>PTE mappings of consecutive pages of one block; empty where no PTE maps any page of it.</summary>
    public ReadOnlySpan<ushort> MapCounts(long pfn, int count) =>
        _pages.TryGetValue(pfn & ~(long)_blockMask, out ushort[]? counts) ? counts.AsSpan((int)(pfn & _blockMask), count) : [];

    /// <summary>Counts one address space, and compares its own counts with what is there.</summary>
    public void Count(AddressSpace mm)
    {
        long rss = 0;
        long swap = 0;
        for (int i = 0; i < mm.Vmas.Count; i++)
        {
            Vma vma = mm.Vmas[i];
            PageTable pages = mm.Pages;
            for (long vpn = vma.Start; vpn < vma.End;)
            {
                machine.Beat();
                long pmdIndex = pages.PmdIndex(vpn);
                long next = Math.Min(vma.End, pages.FirstVpn(pmdIndex + 1));
                PmdSlot slot = pages.Peek(pmdIndex);
                if (slot.IsLeaf)
                {
                    rss += CountLeaf(mm, vma, slot, vpn, (int)(next - vpn));
                }
                else if (slot.Table is { } table && !(table.TryGetUniform(out Pte uniform) && uniform.IsNone))
                {
                    CountTable(mm, vma, table, vpn, (int)(next - vpn), ref rss, ref swap);
                }

                vpn = next;
            }
        }

        findings.Expect(rss, mm.AnonRssPages, "MM_ANONPAGES of " + NameOf(mm));
        findings.Expect(swap, mm.SwapPages, "MM_SWAPENTS of " + NameOf(mm));
    }

    /// <summary>The process that an address space belongs to.</summary>
    public string NameOf(AddressSpace mm) => machine.Processes.FirstOrDefault(process => process.Mm == mm)?.Name ?? "?";

    private long CountLeaf(AddressSpace mm, Vma vma, in PmdSlot slot, long vpn, int count)
    {
        if (slot.Table is not null)
        {
            findings.Add($"page {vpn:x} of {NameOf(mm)} has both a leaf and a table");
        }

        if (count != mm.Pages.PmdPages)
        {
            findings.Add($"a VMA of {NameOf(mm)} ends inside the leaf at page {vpn:x}");
            return 0;
        }

        if (slot.IsHugeZero)
        {
            MapsHugeZero = true;
            return 0;
        }

        long head = slot.Leaf.Payload;
        if (!machine.Frames.IsAllocated(head) || machine.Frames.Order(head) != machine.Geometry.PmdOrder || machine.Frames.Head(head) != head)
        {
            findings.Add($"the leaf at page {vpn:x} of {NameOf(mm)} maps no folio of PMD order at frame {head:x}");
            return 0;
        }

        FolioTally tally = TallyOf(head);
        tally.Leaves++;
        tally.Count(mm, 1);
        CheckEntry(mm, vma, slot.Leaf, vpn);
        return count;
    }

    private void CountTable(AddressSpace mm, Vma vma, PteTable table, long vpn, int count, ref long rss, ref long swap)
    {
        int i = mm.Pages.PteIndex(vpn);
        for (int k = 0; k < count; k++)
        {
            Pte pte = table[i + k];
            if (pte.IsPage)
            {
                rss++;
                CountPage(mm, vma, pte, vpn + k);
            }
            else if (pte.IsSwap)
            {
                swap++;
                SwapSlots[pte.Payload] = SwapSlots.GetValueOrDefault(pte.Payload) + 1;
            }
        }
    }

    private void CountPage(AddressSpace mm, Vma vma, Pte pte, long vpn)
    {
        long pfn = pte.Payload;
        if (!machine.Frames.IsAllocated(pfn))
        {
            findings.Add($"page {vpn:x} of {NameOf(mm)} maps frame {pfn:x}, which no folio has");
            return;
        }

        long block = pfn & ~(long)_blockMask;
        if (!_pages.TryGetValue(block, out ushort[]? counts))
        {
            counts = new ushort[_blockMask + 1];
            _pages.Add(block, counts);
        }

        counts[pfn & _blockMask]++;
        if (machine.Frames.Order(pfn) > 0)
        {
            TallyOf(machine.Frames.Head(pfn)).Count(mm, 1);
        }

        CheckEntry(mm, vma, pte, vpn);
    }

    // What the hardware may do through the entry agrees with the VMA and with the exclusive marker; rmap would find it.
    private void CheckEntry(AddressSpace mm, Vma vma, Pte pte, long vpn)
    {
        if (pte.IsWritable && !(vma.Has(VmaFlags.Write) && machine.Frames.IsExclusive(pte.Payload)))
        {
            findings.Add($"page {vpn:x} of {NameOf(mm)} is writable without a writable VMA and the exclusive marker");
        }

        if (pte.IsReadable != vma.Has(VmaFlags.Access))
        {
            findings.Add($"page {vpn:x} of {NameOf(mm)} does not have the access of its VMA");
        }

        if (machine.Frames.Index(pte.Payload) != vma.IndexOf(vpn))
        {
            findings.Add($"page {vpn:x} of {NameOf(mm)} has another index than its frame {pte.Payload:x}: rmap cannot find it");
        }
    }

    private FolioTally TallyOf(long head)
    {
        if (!Folios.TryGetValue(head, out FolioTally? tally))
        {
            tally = new FolioTally();
            Folios.Add(head, tally);
        }

        return tally;
    }
}
