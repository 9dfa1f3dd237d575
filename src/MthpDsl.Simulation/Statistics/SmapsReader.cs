using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Statistics;

/// <summary>smap_gather_stats: a walk over page tables that adds up what <see cref="Smaps"/> shows (spec MM 9.1).</summary>
internal sealed class SmapsReader(Machine machine, AddressSpace mm)
{
    // The proportional counts keep twelve more bits, as the kernel's do, so that thirds add up.
    private const int PssShift = 12;

    private readonly long _pageSize = machine.Geometry.PageSize;
    private long _size;
    private long _rss;
    private long _pss;
    private long _sharedClean;
    private long _sharedDirty;
    private long _privateClean;
    private long _privateDirty;
    private long _referenced;
    private long _lazyFree;
    private long _huge;
    private long _swap;
    private long _swapPss;
    private long _locked;
    private long _eligible;

    /// <summary>Adds up the VMAs that a range touches, each as a whole.</summary>
    public Smaps Read(long first, long end)
    {
        foreach ((Vma vma, long _, long _) in mm.Vmas.Parts(first, end))
        {
            _size += vma.Pages * _pageSize;
            bool eligible = AllowableOrders.Of(machine, mm, vma, ThpMode.Smaps, machine.Geometry.AnonOrders) != 0;
            _eligible += eligible ? 1 : 0;
            AddVma(vma);
        }

        return new Smaps
        {
            Size = new(_size),
            Rss = new(_rss),
            Pss = new(_pss >> PssShift),
            SharedClean = new(_sharedClean),
            SharedDirty = new(_sharedDirty),
            PrivateClean = new(_privateClean),
            PrivateDirty = new(_privateDirty),
            Referenced = new(_referenced),
            Anonymous = new(_rss),
            LazyFree = new(_lazyFree),
            AnonHugePages = new(_huge),
            Swap = new(_swap),
            SwapPss = new(_swapPss >> PssShift),
            Locked = new(_locked >> PssShift),
            ThpEligible = _eligible,
        };
    }

    private void AddVma(Vma vma)
    {
        PageTable pages = mm.Pages;
        bool locked = vma.Has(VmaFlags.Locked);
        for (long vpn = vma.Start; vpn < vma.End;)
        {
            long pmdIndex = pages.PmdIndex(vpn);
            long next = Math.Min(vma.End, pages.FirstVpn(pmdIndex + 1));
            PmdSlot slot = pages.Peek(pmdIndex);
            if (slot.IsFolioLeaf)
            {
                _huge += pages.PmdPages * _pageSize;
                AddPages(slot.Leaf, pages.PmdPages, locked);
            }
            else if (slot.Table is { } table && !(table.TryGetUniform(out Pte uniform) && uniform.IsNone))
            {
                for (int i = pages.PteIndex(vpn); vpn < next; vpn++, i++)
                {
                    AddPte(table[i], locked);
                }
            }

            vpn = next;
        }
    }

    private void AddPte(Pte pte, bool locked)
    {
        if (pte.IsPage)
        {
            AddPages(pte, 1, locked);
        }
        else if (pte.IsSwap)
        {
            _swap += _pageSize;
            _swapPss += (_pageSize << PssShift) / Math.Max(1, machine.Swap!.References(pte.Payload));
        }
    }

    // smaps_account.
    private void AddPages(Pte entry, int count, bool locked)
    {
        FrameTable frames = machine.Frames;
        long pfn = entry.Payload;
        long head = frames.Head(pfn);
        FolioFlags flags = frames.Flags(head);
        long size = count * _pageSize;
        bool dirty = entry.IsDirty || flags.HasFlag(FolioFlags.Dirty);
        _rss += size;
        _lazyFree += flags.HasFlag(FolioFlags.SwapBacked) || dirty ? 0 : size;
        _referenced += entry.IsYoung || flags.HasFlag(FolioFlags.Referenced) ? size : 0;
        int entire = frames.Order(head) == machine.Geometry.PmdOrder ? frames.PeekLarge(head).EntireMapCount : 0;
        for (int i = 0; i < count; i++)
        {
            int mapCount = frames.MapCount(pfn + i) + entire;
            long pss = (_pageSize << PssShift) / Math.Max(1, mapCount);
            _pss += pss;
            _locked += locked ? pss : 0;
            CountOf(dirty, isShared: mapCount > 1) += _pageSize;
        }
    }

    private ref long CountOf(bool dirty, bool isShared)
    {
        if (isShared)
        {
            return ref dirty ? ref _sharedDirty : ref _sharedClean;
        }

        return ref dirty ? ref _privateDirty : ref _privateClean;
    }
}
