using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Layout;

/// <summary>The read-only picture of a range: which folios back it, run by run.</summary>
/// <example><code>heap.Layout.Runs.Count(run => run.IsWholeFolio)</code></example>
public sealed class FolioLayout
{
    private FolioLayout(PageGeometry geometry, long pages, LayoutRuns runs)
    {
        Geometry = geometry;
        Pages = pages;
        Runs = runs;
    }

    /// <summary>Page sizes and orders.</summary>
    public PageGeometry Geometry { get; }

    /// <summary>Base pages of the range.</summary>
    public long Pages { get; }

    /// <summary>The runs, ascending, without gaps.</summary>
    public LayoutRuns Runs { get; }

    /// <summary>The layout in the language's grammar, to be pasted into an expectation: <c>32 x 64K</c>.</summary>
    public override string ToString() => LayoutText.Of(Runs, Geometry);

    internal static FolioLayout Read(Process process, VirtualRange range)
    {
        PageGeometry geometry = process.Machine.Geometry;
        long first = range.Start >> geometry.PageShift;
        long end = (range.End + geometry.PageSize - 1) >> geometry.PageShift;
        var reader = new Reader(process.Machine, process.Mm, first);
        for (long vpn = first; vpn < end;)
        {
            vpn = reader.ReadPmdRange(vpn, end);
        }

        return new FolioLayout(geometry, end - first, reader.Finish());
    }

    private sealed class Reader(Machine machine, AddressSpace mm, long origin)
    {
        private readonly LayoutRuns.Builder _runs = new();
        private LayoutRun _open;

        public long ReadPmdRange(long vpn, long end)
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
                for (long page = vpn; page < next; page++)
                {
                    Add(Page(slot.Table![pages.PteIndex(page)], page));
                }
            }

            return next;
        }

        public LayoutRuns Finish()
        {
            if (_open.Pages > 0)
            {
                _runs.Add(_open);
            }

            return _runs.Build();
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

            int number = machine.FolioNumbers.Of(head);
            return new(vpn - origin, count, RunKind.Folio, number, machine.Geometry.PmdOrder, offset, true, shared, head + offset);
        }

        private LayoutRun Page(Pte pte, long vpn)
        {
            if (!pte.IsPage)
            {
                return Simple(vpn, 1, pte.IsZeroPage ? RunKind.Zero : pte.IsSwap ? RunKind.Swap : RunKind.None);
            }

            FrameTable frames = machine.Frames;
            long pfn = pte.Payload;
            long head = frames.Head(pfn);
            int order = frames.Order(head);
            int mapped = frames.MapCount(pfn) + (order == machine.Geometry.PmdOrder ? frames.PeekLarge(head).EntireMapCount : 0);
            int number = machine.FolioNumbers.Of(head);
            return new(vpn - origin, 1, RunKind.Folio, number, order, (int)(pfn - head), false, mapped > 1, pfn);
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
}
