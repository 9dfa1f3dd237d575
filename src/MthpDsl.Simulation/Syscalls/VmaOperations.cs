using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>mmap, munmap, and changes of VMA flags with the splits and merges that they cause (spec MM 4.11, 4.13).</summary>
internal sealed class VmaOperations(Machine machine)
{
    private readonly MergeRules _rules =
        machine.Kernel.MergesIntoUnfaultedVmas ? MergeRules.IntoUnfaulted : MergeRules.None;

    /// <summary>mmap_region for private anonymous memory; merges with a neighbour where it may.</summary>
    public Vma Map(AddressSpace mm, long first, long end, VmaFlags flags)
    {
        var vma = new Vma { Start = first, End = end, Flags = flags, PageOffset = first };
        mm.Vmas.Insert(vma);
        return MergeAround(mm, vma);
    }

    /// <summary>munmap: splits at the edges, empties, and frees the page tables that no VMA needs.</summary>
    public void Unmap(AddressSpace mm, long first, long end)
    {
        SplitAt(mm, first);
        SplitAt(mm, end);
        List<Vma> gone = [.. mm.Vmas.Parts(first, end).Select(part => part.Vma)];
        foreach (Vma vma in gone)
        {
            machine.Zap.Range(mm, vma.Start, vma.End, vma.Has(VmaFlags.Locked));
        }

        foreach (Vma vma in gone)
        {
            mm.Vmas.Remove(vma);
        }

        foreach (Vma vma in gone)
        {
            FreeTables(mm, vma.Start, vma.End);
        }
    }

    /// <summary>Splits the VMA at a boundary; a leaf that the boundary would cut is split first (spec MM 4.11).</summary>
    public void SplitAt(AddressSpace mm, long boundary)
    {
        Vma? vma = mm.Vmas.Find(boundary);
        if (vma is null || vma.Start == boundary)
        {
            return;
        }

        machine.Splits.SplitPmdAt(mm, boundary);
        mm.Vmas.SplitAt(boundary);
    }

    /// <summary>Changes the flags of all VMAs of a range, splitting at its edges and merging where neighbours now agree.</summary>
    /// <param name="mm">Whose VMAs.</param>
    /// <param name="first">The first page.</param>
    /// <param name="end">The page behind the last.</param>
    /// <param name="set">Flags to set.</param>
    /// <param name="clear">Flags to clear.</param>
    /// <param name="visited">Called with each VMA of the range, as it is before the change.</param>
    public void ChangeFlags(AddressSpace mm, long first, long end, VmaFlags set, VmaFlags clear, Action<Vma>? visited = null)
    {
        foreach ((Vma _, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            Vma vma = mm.Vmas.Find(partFirst)!;
            visited?.Invoke(vma);
            if (((vma.Flags & ~clear) | set) == vma.Flags)
            {
                continue;
            }

            SplitAt(mm, partFirst);
            SplitAt(mm, partEnd);
            vma = mm.Vmas.Find(partFirst)!;
            vma.Flags = (vma.Flags & ~clear) | set;
            MergeAround(mm, vma);
        }
    }

    /// <summary>Merges a VMA with its neighbours where it may; a merge registers with khugepaged (spec MM 1.4).</summary>
    /// <param name="mm">Whose VMA.</param>
    /// <param name="vma">The VMA that changed or is new.</param>
    /// <param name="copied">It is the copy that mremap made.</param>
    public Vma MergeAround(AddressSpace mm, Vma vma, bool copied = false)
    {
        vma = mm.Vmas.Merge(vma, copied ? _rules | MergeRules.Copied : _rules, out bool merged);
        if (merged)
        {
            machine.Khugepaged.EnterVma(mm, vma);
        }

        return vma;
    }

    /// <summary>free_pgtables: a table goes when its whole PMD range lies between the VMAs that are left.</summary>
    public void FreeTables(AddressSpace mm, long first, long end)
    {
        int next = mm.Vmas.IndexAtOrAfter(first);
        long floor = next > 0 ? mm.Vmas[next - 1].End : 0;
        long ceiling = next < mm.Vmas.Count ? mm.Vmas[next].Start : long.MaxValue;
        PageTable pages = mm.Pages;
        for (long pmdIndex = pages.PmdIndex(first); pmdIndex <= pages.PmdIndex(end - 1); pmdIndex++)
        {
            if (pages.FirstVpn(pmdIndex) >= floor && pages.FirstVpn(pmdIndex + 1) <= ceiling && !pages.Peek(pmdIndex).IsNone)
            {
                pages.Slot(pmdIndex) = default;
            }
        }
    }
}
