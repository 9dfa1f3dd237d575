using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Reclaim;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>madvise(2): applied to the mapped parts of the range, ENOMEM at the end where there were holes.</summary>
internal sealed class Madvise(Machine machine)
{
    private readonly ReclaimAdvice _reclaim = new(machine);
    private readonly LazyFree _lazyFree = new(machine);

    public Errno Advise(Process process, long first, long end, Advice advice)
    {
        AddressSpace mm = process.Mm;
        if (first == end)
        {
            return Errno.None;
        }

        Errno errno = Apply(process, mm, first, end, advice);
        return errno == Errno.None && !mm.Vmas.CoversWithoutHole(first, end) ? Errno.ENOMEM : errno;
    }

    private Errno Apply(Process process, AddressSpace mm, long first, long end, Advice advice)
    {
        switch (advice)
        {
            case Advice.Hugepage:
                machine.Vmas.ChangeFlags(
                    mm, first, end, VmaFlags.HugePage, VmaFlags.NoHugePage, vma => Register(mm, vma));
                return Errno.None;
            case Advice.Nohugepage:
                machine.Vmas.ChangeFlags(mm, first, end, VmaFlags.NoHugePage, VmaFlags.HugePage);
                return Errno.None;
            case Advice.Dontfork:
                machine.Vmas.ChangeFlags(mm, first, end, VmaFlags.DontFork, VmaFlags.None);
                return Errno.None;
            case Advice.Dofork:
                machine.Vmas.ChangeFlags(mm, first, end, VmaFlags.None, VmaFlags.DontFork);
                return Errno.None;
            case Advice.Dontneed:
                return DontNeed(mm, first, end);
            case Advice.Cold:
                return _reclaim.ColdOrPageOut(mm, first, end, pageOut: false);
            case Advice.Pageout:
                return _reclaim.ColdOrPageOut(mm, first, end, pageOut: true);
            case Advice.Willneed:
                return _reclaim.WillNeed(mm, first, end);
            case Advice.Free:
                return _lazyFree.Mark(mm, first, end);
            case Advice.Collapse:
                return Collapse(mm, first, end);
            case Advice.PopulateRead:
                return Populate(process, first, end, write: false);
            case Advice.PopulateWrite:
                return Populate(process, first, end, write: true);
            default:
                throw new NotModelledException($"madvise {advice} in {process.Name}");
        }
    }

    // hugepage_madvise registers with the new flags, whether or not they differ, before the VMA is split.
    private void Register(AddressSpace mm, Vma vma)
    {
        Vma advised = vma.Clone();
        advised.Flags = (advised.Flags & ~VmaFlags.NoHugePage) | VmaFlags.HugePage;
        machine.Khugepaged.EnterVma(mm, advised);
    }

    // The mmap lock is dropped on the way, so each part looks its VMA up anew.
    private Errno Collapse(AddressSpace mm, long first, long end)
    {
        for (long next = first; next < end;)
        {
            int i = mm.Vmas.IndexAtOrAfter(next);
            if (i == mm.Vmas.Count || mm.Vmas[i].Start >= end)
            {
                break;
            }

            Vma vma = mm.Vmas[i];
            long partEnd = Math.Min(end, vma.End);
            Errno errno = machine.Khugepaged.Collapse(mm, vma, Math.Max(next, vma.Start), partEnd);
            if (errno != Errno.None)
            {
                return errno;
            }

            next = partEnd;
        }

        return Errno.None;
    }

    // Faults up to the first hole, or to the first VMA that does not allow the access.
    private Errno Populate(Process process, long first, long end, bool write)
    {
        VmaFlags access = write ? VmaFlags.Write : VmaFlags.Access;
        long next = first;
        foreach ((Vma vma, long partFirst, long partEnd) in process.Mm.Vmas.Parts(first, end).ToList())
        {
            if (partFirst != next)
            {
                return Errno.ENOMEM;
            }

            if (!vma.Has(access))
            {
                return Errno.EINVAL;
            }

            next = partEnd;
            Errno errno = machine.UserPages.Populate(process, partFirst, partEnd, write);
            if (errno != Errno.None)
            {
                return errno;
            }
        }

        return next < end ? Errno.ENOMEM : Errno.None;
    }

    private Errno DontNeed(AddressSpace mm, long first, long end)
    {
        foreach ((Vma vma, long partFirst, long partEnd) in mm.Vmas.Parts(first, end).ToList())
        {
            if (vma.Has(VmaFlags.Locked))
            {
                return Errno.EINVAL;
            }

            machine.Zap.Range(mm, partFirst, partEnd);
            if (machine.Kernel.ReclaimsEmptyPageTables && machine.Options.Arch == Arch.X86_64)
            {
                ReclaimTables(mm, partFirst, partEnd);
            }
        }

        return Errno.None;
    }

    // CONFIG_PT_RECLAIM: tables whose whole range one call covers are freed (spec MM 4.4).
    private static void ReclaimTables(AddressSpace mm, long first, long end)
    {
        PageTable pages = mm.Pages;
        long pmdEnd = pages.PmdIndex(end);
        for (long pmdIndex = pages.PmdIndex(first + pages.PmdPages - 1); pmdIndex < pmdEnd; pmdIndex++)
        {
            if (pages.Peek(pmdIndex).Table is { IsEmpty: true })
            {
                pages.Slot(pmdIndex) = default;
            }
        }
    }
}
