using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>mprotect(2): folios are never split, a leaf only where the range cuts it (spec MM 4.12).</summary>
internal sealed class Mprotect(Machine machine)
{
    /// <summary>Changes the access of a range, VMA by VMA; a hole ends it with ENOMEM, and what came before stays changed.</summary>
    public Errno Protect(AddressSpace mm, long first, long end, Protection protection)
    {
        VmaFlags access = protection switch
        {
            Protection.None => VmaFlags.None,
            Protection.Read => VmaFlags.Read,
            _ => VmaFlags.Read | VmaFlags.Write,
        };

        long next = first;
        foreach ((Vma vma, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            if (partFirst != next)
            {
                return Errno.ENOMEM;
            }

            next = partEnd;
            if ((vma.Flags & VmaFlags.Access) != access)
            {
                machine.Vmas.ChangeFlags(mm, partFirst, partEnd, access, VmaFlags.Access);
                ChangeProtection(mm, partFirst, partEnd, access);
            }
        }

        return next < end ? Errno.ENOMEM : Errno.None;
    }

    // change_protection: exclusive anonymous pages become writable at once where the VMA allows it.
    private void ChangeProtection(AddressSpace mm, long first, long end, VmaFlags access)
    {
        PageTable pages = mm.Pages;
        while (first < end)
        {
            machine.Beat();
            long pmdIndex = pages.PmdIndex(first);
            long next = Math.Min(end, pages.FirstVpn(pmdIndex + 1));
            ref PmdSlot slot = ref pages.Slot(pmdIndex);
            if (slot.IsLeaf && next - first == pages.PmdPages)
            {
                slot.Leaf = Change(slot.Leaf, access);
            }
            else if (!slot.IsNone)
            {
                if (slot.IsLeaf)
                {
                    machine.Splits.SplitPmd(mm, pmdIndex);
                }

                ChangeTable(slot.Table!, pages.PteIndex(first), (int)(next - first), access);
            }

            first = next;
        }
    }

    private void ChangeTable(PteTable table, int i, int count, VmaFlags access)
    {
        if (count == table.Entries && table.TryGetUniform(out Pte uniform) && IsSameForAll(uniform, count))
        {
            Pte changed = uniform.IsPresent ? Change(uniform, access) : uniform;
            table.SetRange(0, count, changed);
            return;
        }

        for (int k = i; k < i + count; k++)
        {
            Pte pte = table[k];
            if (pte.IsPresent)
            {
                table[k] = Change(pte, access);
            }
        }
    }

    private bool IsSameForAll(Pte uniform, int count)
    {
        if (!uniform.IsPage)
        {
            return true;
        }

        bool first = machine.Frames.IsExclusive(uniform.Payload);
        for (int k = 1; k < count; k++)
        {
            if (machine.Frames.IsExclusive(uniform.Payload + k) != first)
            {
                return false;
            }
        }

        return true;
    }

    // pte_modify, then can_change_pte_writable.
    private Pte Change(Pte pte, VmaFlags access)
    {
        Pte changed = pte.Without(Pte.WriteBit | Pte.NoAccessBit);
        if (access == VmaFlags.None)
        {
            return changed.With(Pte.NoAccessBit);
        }

        bool writable = access.HasFlag(VmaFlags.Write)
            && pte.IsPage
            && !pte.IsUffdWp
            && machine.Frames.IsExclusive(pte.Payload);
        return writable ? changed.With(Pte.WriteBit) : changed;
    }
}
