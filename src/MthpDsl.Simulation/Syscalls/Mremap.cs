using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>mremap(2): mappings move, folios do not (spec MM 4.14).</summary>
internal sealed class Mremap(Machine machine)
{
    /// <summary>MREMAP_FIXED: what is at the target is unmapped first.</summary>
    /// <param name="mm">Whose memory.</param>
    /// <param name="first">The first page.</param>
    /// <param name="end">The page behind the last.</param>
    /// <param name="target">Where the first page goes.</param>
    /// <returns>EINVAL where the ranges overlap, EFAULT where no VMA covers the range.</returns>
    public Errno Move(AddressSpace mm, long first, long end, long target)
    {
        if (target < end && first < target + (end - first))
        {
            return Errno.EINVAL;
        }

        return machine.Kernel.MovesSeveralVmas ? MoveVmas(mm, first, end, target) : MoveOne(mm, first, end, target);
    }

    /// <summary>Grows a range in place where the addresses behind it are free, else at a new place.</summary>
    /// <param name="mm">Whose memory.</param>
    /// <param name="first">The first page.</param>
    /// <param name="end">The page behind the last.</param>
    /// <param name="newEnd">The page behind the last once it has grown.</param>
    /// <param name="moved">Where the range begins afterwards.</param>
    /// <returns>EFAULT where no single VMA covers the range, ENOMEM without room.</returns>
    public Errno Grow(AddressSpace mm, long first, long end, long newEnd, out long moved)
    {
        moved = first;
        Vma? vma = mm.Vmas.Find(first);
        if (vma is null || end > vma.End)
        {
            return Errno.EFAULT;
        }

        long limit = AddressAllocator.Limit >> mm.Geometry.PageShift;
        if (end == vma.End && newEnd <= limit && !mm.Vmas.Parts(end, newEnd).Any())
        {
            vma.End = newEnd;
            machine.Khugepaged.EnterVma(mm, vma);
            machine.Vmas.MergeAround(mm, vma);
            return Errno.None;
        }

        moved = AddressAllocator.Place(mm, newEnd - first, mm.Pages.PteIndex(first));
        if (moved < 0)
        {
            moved = first;
            return Errno.ENOMEM;
        }

        MoveVma(mm, vma, first, end, moved, moved + (newEnd - first));
        return Errno.None;
    }

    private Errno MoveOne(AddressSpace mm, long first, long end, long target)
    {
        if (mm.Vmas.Find(first) is null)
        {
            return Errno.EFAULT;
        }

        UnmapTarget(mm, target, target + (end - first));
        Vma vma = mm.Vmas.Find(first)!;
        if (end > vma.End)
        {
            return Errno.EFAULT;
        }

        MoveVma(mm, vma, first, end, target, target + (end - first));
        return Errno.None;
    }

    // remap_move: the gaps between the VMAs stay as they are; no gap at the start.
    private Errno MoveVmas(AddressSpace mm, long first, long end, long target)
    {
        Errno errno = Errno.EFAULT;
        foreach ((Vma vma, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            bool isFirst = errno != Errno.None;
            if ((isFirst && partFirst != first) || (vma.Has(VmaFlags.UffdArmed) && (!isFirst || vma.End < end)))
            {
                return Errno.EFAULT;
            }

            long to = target + (partFirst - first);
            UnmapTarget(mm, to, to + (partEnd - partFirst));
            MoveVma(mm, mm.Vmas.Find(partFirst)!, partFirst, partEnd, to, to + (partEnd - partFirst));
            errno = Errno.None;
        }

        return errno;
    }

    private void UnmapTarget(AddressSpace mm, long target, long end)
    {
        machine.Vmas.Unmap(mm, target, end);
        machine.Reference?.Unmapped(mm, target, end);
    }

    // move_vma: a VMA at the target, the page tables over, then munmap of the source.
    private void MoveVma(AddressSpace mm, Vma source, long first, long end, long target, long targetEnd)
    {
        var copy = source.Clone();
        copy.Start = target;
        copy.End = targetEnd;
        copy.Flags &= ~VmaFlags.UffdArmed;
        copy.PageOffset = source.AnonVma is null ? target : source.IndexOf(first);
        mm.Vmas.Insert(copy);
        mm.MovedVmas |= copy.IsMoved;
        machine.Vmas.MergeAround(mm, copy, copied: true);
        MovePageTables(mm, first, end, target);
        machine.Vmas.Unmap(mm, first, end);
        machine.Reference?.Moved(mm, first, end, target, targetEnd);
    }

    private void MovePageTables(AddressSpace mm, long first, long end, long target)
    {
        PageTable pages = mm.Pages;
        while (first < end)
        {
            machine.Beat();
            long step = Math.Min(pages.FirstVpn(pages.PmdIndex(first) + 1), end) - first;
            step = Math.Min(step, pages.FirstVpn(pages.PmdIndex(target) + 1) - target);
            long pmdIndex = pages.PmdIndex(first);
            ref PmdSlot from = ref pages.Slot(pmdIndex);
            ref PmdSlot to = ref pages.Slot(pages.PmdIndex(target));
            if (step == pages.PmdPages && to.IsNone)
            {
                to = new PmdSlot { Table = from.Table, Leaf = from.Leaf.Without(Pte.UffdWpBit) };
                from = default;
            }
            else if (!from.IsNone)
            {
                if (from.IsLeaf)
                {
                    machine.Splits.SplitPmd(mm, pmdIndex);
                }

                to.Table ??= new PteTable(pages.PmdPages);
                MovePtes(from.Table!, pages.PteIndex(first), to.Table, pages.PteIndex(target), (int)step);
            }

            first += step;
            target += step;
        }
    }

    // The moved VMA lost its userfaultfd context, and with it the write protection.
    private static void MovePtes(PteTable from, int i, PteTable to, int j, int count)
    {
        for (int k = 0; k < count; k++)
        {
            Pte pte = from[i + k];
            if (!pte.IsNone)
            {
                to[j + k] = pte.Without(Pte.UffdWpBit);
            }
        }

        from.SetRange(i, count, Pte.None);
    }
}
