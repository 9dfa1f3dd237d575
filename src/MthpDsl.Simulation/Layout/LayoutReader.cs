using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Layout;

/// <summary>Reads the layout of a range from page tables and frames, a stretch at a time where memory is regular.</summary>
/// <param name="machine">The machine.</param>
/// <param name="mm">Whose memory.</param>
/// <param name="origin">The page that counts as the first.</param>
internal sealed class LayoutReader(Machine machine, AddressSpace mm, long origin)
{
    private readonly LayoutRuns.Builder _runs = new();
    private LayoutRun _open;

    /// <summary>Reads on: up to the end of a PMD range, or of a run of such.</summary>
    /// <returns>The page to go on with.</returns>
    public long ReadOn(long vpn, long end) => ReadRun(vpn, end) is var read and > 0 ? vpn + read : ReadPmdRange(vpn, end);

    private long ReadRun(long vpn, long end)
    {
        long most = mm.Pages.PagesOfRun(vpn, end, out Pte first, out bool areLeaves);
        if (!areLeaves)
        {
            ReadFrames(first.Payload, vpn, most);
            return most;
        }

        int order = machine.Geometry.PmdOrder;
        long leaves = mm.Pages.PteIndex(vpn) == 0 ? Math.Min(most >> order, machine.Frames.UntouchedLeaves(first.Payload)) : 0;
        if (leaves == 0)
        {
            return 0;
        }

        int number = machine.FolioNumbers.OfStretch(first.Payload, order, leaves, out long count);
        Add(new(vpn - origin, count << order, RunKind.Folio, number, order, 0, true, false, first.Payload));
        return count << order;
    }

    private long ReadPmdRange(long vpn, long end)
    {
        PageTable pages = mm.Pages;
        long pmdIndex = pages.PmdIndex(vpn);
        long next = Math.Min(end, pages.FirstVpn(pmdIndex + 1));
        PmdSlot slot = pages.Peek(pmdIndex);
        if (slot.IsNone || (slot.Table is { } empty && empty.TryGetUniform(out Pte uniform) && uniform.IsNone))
        {
            Add(Simple(vpn, next - vpn, RunKind.None));
        }
        else if (slot.IsHugeZero)
        {
            Add(Simple(vpn, next - vpn, RunKind.HugeZero));
        }
        else if (slot.IsLeaf)
        {
            Add(Leaf(slot.Leaf.Payload, vpn, next - vpn, pages.PteIndex(vpn)));
        }
        else
        {
            ReadTable(slot.Table!, vpn, next);
        }

        return next;
    }

    /// <summary>The runs that were read.</summary>
    public LayoutRuns Finish()
    {
        if (_open.Pages > 0)
        {
            _runs.Add(_open);
        }

        return _runs.Build();
    }

    private void ReadTable(PteTable table, long vpn, long end)
    {
        while (vpn < end)
        {
            int index = mm.Pages.PteIndex(vpn);
            Pte pte = table[index];
            if (!pte.IsPage)
            {
                Add(Simple(vpn, 1, pte.IsZeroPage ? RunKind.Zero : pte.IsSwap ? RunKind.Swap : RunKind.None));
                vpn++;
                continue;
            }

            int mapped = table.RunLength(index, (int)(end - vpn));
            ReadFrames(pte.Payload, vpn, mapped);
            vpn += mapped;
        }
    }

    // What consecutive entries map.
    private void ReadFrames(long pfn, long vpn, long count)
    {
        for (long i = 0; i < count;)
        {
            i += ReadFolios(pfn + i, vpn + i, count - i);
        }
    }

    /// <summary>Reads whole folios by the stretch where all are mapped alike, else one whole folio, else one page.</summary>
    /// <returns>How many pages were read.</returns>
    private long ReadFolios(long pfn, long vpn, long most)
    {
        FrameTable frames = machine.Frames;
        long alike = frames.MappedAlikeFolios(pfn, most, out int order, out int mapCount);
        if (alike > 0)
        {
            int number = machine.FolioNumbers.OfStretch(pfn, order, alike, out long count);
            Add(new(vpn - origin, count << order, RunKind.Folio, number, order, 0, false, mapCount > 1, pfn));
            return count << order;
        }

        long head = frames.Head(pfn);
        int pages = pfn == head && order < machine.Geometry.PmdOrder && most >= 1 << order ? 1 << order : 1;
        bool shared = false;
        for (int i = 0; i < pages; i++)
        {
            int entire = order == machine.Geometry.PmdOrder ? frames.PeekLarge(head).EntireMapCount : 0;
            shared |= frames.MapCount(pfn + i) + entire > 1;
        }

        Add(new(vpn - origin, pages, RunKind.Folio, machine.FolioNumbers.Of(head, order), order, (int)(pfn - head), false, shared, pfn));
        return pages;
    }

    private LayoutRun Simple(long vpn, long pages, RunKind kind) =>
        new(vpn - origin, pages, kind, -1, 0, 0, false, false, -1);

    private LayoutRun Leaf(long head, long vpn, long count, int offset)
    {
        bool shared = machine.Frames.PeekLarge(head).EntireMapCount > 1;
        for (int i = offset; i < offset + count && !shared; i++)
        {
            shared = machine.Frames.MapCount(head + i) > 0;
        }

        int order = machine.Geometry.PmdOrder;
        return new(vpn - origin, count, RunKind.Folio, machine.FolioNumbers.Of(head, order), order, offset, true, shared, head + offset);
    }

    private void Add(LayoutRun run)
    {
        bool continues = _open.Pages > 0
            && run.Kind == _open.Kind
            && run.Folio == _open.Folio
            && run.IsPmdMapped == _open.IsPmdMapped
            && (run.Kind != RunKind.Folio || run.Offset == _open.Offset + _open.Pages);
        if (continues)
        {
            _open = _open with { Pages = _open.Pages + run.Pages, IsShared = _open.IsShared || run.IsShared };
            return;
        }

        if (_open.Pages > 0)
        {
            _runs.Add(_open);
        }

        _open = run;
    }
}
