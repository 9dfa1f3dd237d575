using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>mlock and munlock, and which folios they keep from reclaim (spec MM 4.10, mm/mlock.c).</summary>
internal sealed class Mlock(Machine machine)
{
    // mlock_count less one, for the few folios that several VMAs lock.
    private readonly Dictionary<long, int> _more = [];

    private FrameTable Frames => machine.Frames;

    /// <summary>mlock: marks the VMAs, locks what is there, and faults in the rest.</summary>
    /// <returns>ENOMEM for a hole or a VMA without access, EAGAIN when memory ran out.</returns>
    public Errno Lock(Process process, long first, long end)
    {
        Errno errno = Apply(process.Mm, first, end, locked: true);
        if (errno != Errno.None)
        {
            return errno;
        }

        foreach ((Vma vma, long partFirst, long partEnd) in process.Mm.Vmas.Parts(first, end).ToList())
        {
            Errno populated = machine.UserPages.Populate(process, partFirst, partEnd, vma.Has(VmaFlags.Write));
            if (populated != Errno.None)
            {
                // __mlock_posix_error_return.
                return populated == Errno.ENOMEM ? Errno.EAGAIN : Errno.ENOMEM;
            }
        }

        return Errno.None;
    }

    /// <summary>munlock.</summary>
    /// <returns>ENOMEM for a hole.</returns>
    public Errno Unlock(AddressSpace mm, long first, long end) => Apply(mm, first, end, locked: false);

    /// <summary>mlock_folio: off the evictable lists, or locked once more.</summary>
    public void LockFolio(long head)
    {
        if (Frames.Has(head, FolioFlags.Mlocked))
        {
            _more[head] = _more.GetValueOrDefault(head) + 1;
        }

        Frames.SetFlags(head, FolioFlags.Mlocked | FolioFlags.Unevictable | FolioFlags.Lru);
    }

    /// <summary>munlock_folio: the last one puts it back on the evictable lists.</summary>
    public void UnlockFolio(long head)
    {
        if (!Frames.Has(head, FolioFlags.Mlocked))
        {
            return;
        }

        if (_more.Remove(head, out int more))
        {
            if (more > 1)
            {
                _more.Add(head, more - 1);
            }

            return;
        }

        Frames.ClearFlags(head, FolioFlags.Mlocked | FolioFlags.Unevictable);
        Frames.Touch(head);
    }

    /// <summary>A folio was freed or split.</summary>
    public void Forget(long head)
    {
        if (_more.Count > 0)
        {
            _more.Remove(head);
        }
    }

    /// <summary>A migration gave a folio other frames.</summary>
    public void FolioWasMoved(long from, long to)
    {
        if (_more.Remove(from, out int more))
        {
            _more.Add(to, more);
        }
    }

    public Mlock Clone(Machine newMachine)
    {
        var copy = new Mlock(newMachine);
        foreach ((long head, int more) in _more)
        {
            copy._more.Add(head, more);
        }

        return copy;
    }

    // apply_vma_lock_flags: VMAs before a hole stay changed.
    private Errno Apply(AddressSpace mm, long first, long end, bool locked)
    {
        VmaFlags flag = locked ? VmaFlags.Locked : VmaFlags.None;
        long next = first;
        foreach ((Vma vma, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            if (partFirst != next)
            {
                return Errno.ENOMEM;
            }

            next = partEnd;
            if (vma.Has(VmaFlags.Locked) != locked)
            {
                machine.Vmas.ChangeFlags(mm, partFirst, partEnd, flag, VmaFlags.Locked);
                machine.LruAddBatch.Drain();
                ChangePages(mm, mm.Vmas.Find(partFirst)!, partFirst, partEnd, locked);
            }
        }

        return next < end ? Errno.ENOMEM : Errno.None;
    }

    // mlock_pte_range.
    private void ChangePages(AddressSpace mm, Vma vma, long first, long end, bool locked)
    {
        PageTable pages = mm.Pages;
        while (first < end)
        {
            machine.Beat();
            long pmdIndex = pages.PmdIndex(first);
            long next = Math.Min(end, pages.FirstVpn(pmdIndex + 1));
            PmdSlot slot = pages.Peek(pmdIndex);
            if (slot.IsFolioLeaf)
            {
                Change(slot.Leaf.Payload, locked);
            }
            else if (slot.Table is { } table)
            {
                ChangeTable(table, vma, first, (int)(next - first), pages.PteIndex(first), locked);
            }

            first = next;
        }
    }

    private void ChangeTable(PteTable table, Vma vma, long vpn, int count, int i, bool locked)
    {
        for (int done = 0; done < count;)
        {
            Pte pte = table[i + done];
            int batch = 1;
            if (pte.IsPage)
            {
                batch = machine.Zap.BatchLength(table, i + done, count - done);
                long head = Frames.Head(pte.Payload);
                if (!locked || Frames.Order(head) == 0 || IsWholeWithin(head, vma, vpn, count, batch))
                {
                    Change(head, locked);
                }
            }

            done += batch;
        }
    }

    // allow_mlock_munlock: a large folio is locked only when the whole of it is mapped inside the range.
    private bool IsWholeWithin(long head, Vma vma, long first, int count, int batch)
    {
        long start = Frames.Index(head) - vma.PageOffset + vma.Start;
        return batch == Frames.Pages(head) && start >= first && start + batch <= first + count;
    }

    private void Change(long head, bool locked)
    {
        if (locked)
        {
            LockFolio(head);
        }
        else
        {
            UnlockFolio(head);
        }
    }
}
