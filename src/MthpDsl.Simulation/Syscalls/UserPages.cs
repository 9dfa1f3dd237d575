using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>
/// get_user_pages: faults pages in for the kernel's own use, and the references that pins and vmsplice keep (spec MM 2.9, 8.4).
/// </summary>
internal sealed class UserPages(Machine machine)
{
    // With a capacity the start does not wait for the JIT, which would make the empty array of this type.
    private List<HeldPage> _held = new(capacity: 4);

    private FrameTable Frames => machine.Frames;

    /// <summary>Faults a range in, low to high, without touching what is there (populate_vma_page_range, faultin_page_range).</summary>
    /// <returns>EFAULT where a fault may not be, ENOMEM without memory.</returns>
    public Errno Populate(Process process, long first, long end, bool write)
    {
        PageTable pages = process.Mm.Pages;
        for (long vpn = first; vpn < end;)
        {
            Errno errno = FaultIn(process, vpn, write);
            if (errno != Errno.None)
            {
                return errno;
            }

            MarkAccessed(pages.ReadPte(vpn), write);
            long pmdIndex = pages.PmdIndex(vpn);
            vpn = pages.Peek(pmdIndex).IsLeaf ? pages.FirstVpn(pmdIndex + 1) : vpn + 1;
        }

        return Errno.None;
    }

    /// <summary>
    /// A long-term pin of every page (FOLL_PIN | FOLL_LONGTERM): writable memory is made writable first, as io_uring does;
    /// elsewhere a shared page is copied and the copy pinned.
    /// </summary>
    /// <returns>EFAULT where nothing is mapped or no access is allowed; nothing is pinned then.</returns>
    public Errno Pin(Process process, long first, long end) => Take(process, first, end, isPin: true);

    /// <summary>A plain reference to every page, as vmsplice takes it (FOLL_GET).</summary>
    /// <returns>EFAULT where nothing is mapped or no access is allowed; no reference is taken then.</returns>
    public Errno Hold(Process process, long first, long end) => Take(process, first, end, isPin: false);

    /// <summary>Gives back what a process took through the pages of a range.</summary>
    public void Release(AddressSpace mm, long first, long end, bool pins)
    {
        for (int i = _held.Count - 1; i >= 0; i--)
        {
            HeldPage held = _held[i];
            if (held.Mm == mm.Id && held.IsPin == pins && held.Vpn >= first && held.Vpn < end)
            {
                _held.RemoveAt(i);
                Drop(held);
            }
        }
    }

    /// <summary>Gives back everything a process took.</summary>
    public void ReleaseAll(AddressSpace mm, bool pins) => Release(mm, 0, long.MaxValue, pins);

    /// <summary>All that is held, counted anew by folio.</summary>
    public Dictionary<long, FolioReferences> Recount()
    {
        var counts = new Dictionary<long, FolioReferences>();
        foreach (HeldPage held in _held)
        {
            long head = Frames.Head(held.Frame);
            FolioReferences count = counts.GetValueOrDefault(head);
            counts[head] = held.IsPin ? count with { Pins = count.Pins + 1 } : count with { Plain = count.Plain + 1 };
        }

        return counts;
    }

    /// <summary>For the fork of a machine; the references themselves are the frame table's.</summary>
    public UserPages Clone(Machine newMachine) => new(newMachine) { _held = [.. _held] };

    private Errno Take(Process process, long first, long end, bool isPin)
    {
        AddressSpace mm = process.Mm;
        int before = _held.Count;
        if (isPin)
        {
            mm.HasPinned = true;
        }

        for (long vpn = first; vpn < end; vpn++)
        {
            Vma? vma = mm.Vmas.Find(vpn);
            bool write = isPin && vma is not null && vma.Has(VmaFlags.Write);
            Errno errno = FaultIn(process, vpn, write);
            if (errno == Errno.None && isPin && !write)
            {
                errno = Unshare(process, vma!, vpn);
            }

            if (errno != Errno.None)
            {
                DropNewest(_held.Count - before);
                return errno;
            }

            Pte pte = mm.Pages.ReadPte(vpn);
            MarkAccessed(pte, write);
            if (pte.IsPage)
            {
                Count(Frames.Head(pte.Payload), isPin, 1);
                _held.Add(new HeldPage(mm.Id, vpn, pte.Payload, isPin));
            }
        }

        return Errno.None;
    }

    private Errno FaultIn(Process process, long vpn, bool write)
    {
        machine.Beat();
        AddressSpace mm = process.Mm;
        Vma? vma = mm.Vmas.Find(vpn);
        if (vma is null || !vma.Has(write ? VmaFlags.Write : VmaFlags.Access))
        {
            return Errno.EFAULT;
        }

        for (Pte pte = mm.Pages.ReadPte(vpn); !pte.IsPresent || (write && !pte.IsWritable); pte = mm.Pages.ReadPte(vpn))
        {
            process.Faults++;
            FaultResult result = machine.Faults.Handle(mm, vma, vpn, write);
            if (result != FaultResult.Done)
            {
                return Process.ToErrno(result);
            }
        }

        return Errno.None;
    }

    // gup_must_unshare: a long-term read-only pin wants a page of its own, also where the zero page is.
    private Errno Unshare(Process process, Vma vma, long vpn)
    {
        AddressSpace mm = process.Mm;
        long pmdIndex = mm.Pages.PmdIndex(vpn);
        ref PmdSlot slot = ref mm.Pages.Slot(pmdIndex);
        Pte pte = mm.Pages.ReadPte(vpn);
        if (pte.IsPage && Frames.IsExclusive(slot.IsLeaf ? slot.Leaf.Payload : pte.Payload))
        {
            return Errno.None;
        }

        process.Faults++;
        if (slot.IsFolioLeaf && machine.Folios.ReferenceCount(slot.Leaf.Payload) == 1)
        {
            Frames.SetExclusive(slot.Leaf.Payload, machine.Geometry.PmdPages, true);
            return Errno.None;
        }

        if (slot.IsLeaf)
        {
            machine.Splits.SplitPmd(mm, pmdIndex);
        }

        return Process.ToErrno(machine.Faults.WriteProtect.Unshare(mm, vma, slot.Table!, vpn));
    }

    // FOLL_TOUCH, in the words of folio_mark_accessed: referenced first, active the second time.
    private void MarkAccessed(Pte pte, bool write)
    {
        if (!pte.IsPage)
        {
            return;
        }

        long head = Frames.Head(pte.Payload);
        if (write && !pte.IsDirty)
        {
            Frames.SetFlags(head, FolioFlags.Dirty);
        }

        FolioFlags flags = Frames.Flags(head);
        if ((flags & FolioFlags.Referenced) == 0)
        {
            Frames.SetFlags(head, FolioFlags.Referenced);
        }
        else if ((flags & (FolioFlags.Active | FolioFlags.Unevictable)) == 0)
        {
            Frames.SetFlags(head, FolioFlags.Active);
            Frames.ClearFlags(head, FolioFlags.Referenced);
        }
    }

    private void DropNewest(int count)
    {
        for (; count > 0; count--)
        {
            HeldPage held = _held[^1];
            _held.RemoveAt(_held.Count - 1);
            Drop(held);
        }
    }

    private void Drop(HeldPage held)
    {
        long head = Frames.Head(held.Frame);
        Count(head, held.IsPin, -1);
        machine.SwapCache.TryDropIfUnmapped(head);
        machine.Folios.Put(head);
    }

    private void Count(long head, bool isPin, int amount)
    {
        FolioReferences held = Frames.References.GetValueOrDefault(head);
        held = isPin ? held with { Pins = held.Pins + amount } : held with { Plain = held.Plain + amount };
        if (held.IsEmpty)
        {
            Frames.References.Remove(head);
        }
        else
        {
            Frames.References[head] = held;
        }
    }

    private readonly record struct HeldPage(int Mm, long Vpn, long Frame, bool IsPin);
}
