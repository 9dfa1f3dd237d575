using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Faults;

/// <summary>A write to a page that is mapped read-only: reuse in place, or copy to a base page (spec MM 3.4).</summary>
internal sealed class WriteProtectFault(Machine machine)
{
    /// <summary>do_wp_page.</summary>
    public FaultResult Handle(AddressSpace mm, Vma vma, PteTable table, long vpn)
    {
        int i = mm.Pages.PteIndex(vpn);
        Pte pte = table[i];
        if (pte.IsUffdWp)
        {
            return FaultResult.WaitsForUserfault;
        }

        if (pte.IsPage && (machine.Frames.IsExclusive(pte.Payload) || TryReuse(pte.Payload)))
        {
            machine.Frames.SetExclusive(pte.Payload, 1, true);
            table[i] = pte.With(Pte.WriteBit | Pte.DirtyBit | Pte.YoungBit);
            return FaultResult.Done;
        }

        return Copy(mm, vma, table, vpn, Pte.WriteBit | Pte.DirtyBit);
    }

    /// <summary>FAULT_FLAG_UNSHARE: a long-term pin of a shared page copies it first, and maps the copy read-only (spec MM 3.4).</summary>
    public FaultResult Unshare(AddressSpace mm, Vma vma, PteTable table, long vpn)
    {
        Pte pte = table[mm.Pages.PteIndex(vpn)];
        if (pte.IsPage && machine.Frames.IsExclusive(pte.Payload))
        {
            return FaultResult.Done;
        }

        if (pte.IsPage && TryReuse(pte.Payload))
        {
            machine.Frames.SetExclusive(pte.Payload, 1, true);
            return FaultResult.Done;
        }

        return Copy(mm, vma, table, vpn, 0);
    }

    // wp_can_reuse_anon_folio and, since 6.15, __wp_can_reuse_large_anon_folio.
    private bool TryReuse(long pfn)
    {
        FrameTable frames = machine.Frames;
        long head = frames.Head(pfn);
        if (frames.Order(head) > 0)
        {
            return machine.Kernel.ReusesLargeFolios && CanReuseLarge(head);
        }

        if (machine.LruAddBatch.Contains(head) && machine.Folios.ReferenceCount(head) > 1)
        {
            machine.LruAddBatch.Drain();
        }

        if (machine.Folios.ReferenceCount(head) > (frames.Has(head, FolioFlags.SwapCache) ? 2 : 1))
        {
            return false;
        }

        machine.SwapCache.TryDrop(head);
        return machine.Folios.ReferenceCount(head) == 1;
    }

    private bool CanReuseLarge(long head)
    {
        LargeFolio folio = machine.Frames.PeekLarge(head);
        return folio.LargeMapCount > 1
            && folio.OneOwnerHasAll
            && !machine.Frames.Has(head, FolioFlags.SwapCache)
            && machine.Folios.ReferenceCount(head) == folio.LargeMapCount;
    }

    // wp_page_copy: always a base page, whatever the policy.
    private FaultResult Copy(AddressSpace mm, Vma vma, PteTable table, long vpn, ulong access)
    {
        mm.Vmas.PrepareAnonVma(vma);
        int i = mm.Pages.PteIndex(vpn);
        Pte old = table[i];
        long copy = old.IsPage
            ? machine.Folios.AllocateCopy(machine.Frames.Head(old.Payload), vma.IndexOf(vpn))
            : machine.Folios.Allocate(0, Gfp.BasePage, vma.IndexOf(vpn), out _);
        if (copy < 0)
        {
            return FaultResult.OutOfMemory;
        }

        if (table[i].Without(Pte.YoungBit) != old.Without(Pte.YoungBit))
        {
            // Reclaim took the page while we waited for memory; the access comes again.
            machine.Folios.Discard(copy);
            return FaultResult.Done;
        }

        machine.Frames.SetExclusive(copy, 1, true);
        machine.Frames.SetToken(copy, old.IsPage ? machine.Frames.Token(old.Payload) : 0);
        machine.Rmap.AddPtes(copy, 1, mm);
        table[i] = Pte.ForFrame(copy, Pte.YoungBit | access);
        machine.AddToLru(copy, vma);
        if (!old.IsPage)
        {
            mm.AnonRssPages++;
            return FaultResult.Done;
        }

        long head = machine.Frames.Head(old.Payload);
        machine.Rmap.RemovePtes(old.Payload, 1, mm);
        if (vma.Has(VmaFlags.Locked))
        {
            machine.Mlock.UnlockFolio(head);
        }

        machine.SwapCache.TryDropIfUnmapped(head);
        machine.Folios.Put(head);
        return FaultResult.Done;
    }
}
