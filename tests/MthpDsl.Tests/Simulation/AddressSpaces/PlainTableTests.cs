using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.AddressSpaces;

/// <summary>A table that khugepaged may scan by its bitmaps holds nothing that a scan would have a question about.</summary>
public sealed class PlainTableTests
{
    private const int Entries = 512;
    private const long FirstFrame = 1024;
    private const ulong Attributes = Pte.PresentBit | Pte.YoungBit | Pte.WriteBit | Pte.DirtyBit;

    private readonly FrameTable _frames = new(PageGeometry.Pages4K);
    private readonly PteTable _table = new(Entries);

    public PlainTableTests()
    {
        for (int i = 0; i < 3; i++)
        {
            _frames.MakeMappedPage(FirstFrame + i, index: i, token: 1 + i, owner: 1);
            _table[100 * i] = Pte.ForFrame(FirstFrame + i, Attributes);
        }
    }

    private bool IsPlain => _table.IsPlain(_frames);

    [Fact]
    public void Pages_mapped_once_on_the_LRU_holes_and_zero_pages_are_plain()
    {
        Assert.True(IsPlain);
        _table[7] = Pte.ForZeroPage(Pte.YoungBit);
        Assert.True(IsPlain);
        Assert.True(new PteTable(Entries).IsPlain(_frames));
        Assert.True(PteTable.OfStretch(Entries, Pte.ForZeroPage(0)).IsPlain(_frames));
    }

    [Fact]
    public void A_stretch_of_pages_over_the_whole_table_is_no_case_for_it() =>
        Assert.False(PteTable.OfStretch(Entries, Pte.ForFrame(FirstFrame, Attributes)).IsPlain(_frames));

    [Fact]
    public void An_entry_that_is_no_page_and_no_hole_is_not()
    {
        Pte[] entries = [Pte.ForSwap(3, exclusive: true), new(Pte.MarkerBit), _table[0].With(Pte.UffdWpBit)];
        foreach (Pte entry in entries)
        {
            Assert.True(IsPlain);
            _table[200] = entry;
            Assert.False(IsPlain);
            _table[200] = Pte.ForFrame(FirstFrame + 2, Attributes);
        }

        PteTable swapped = new(Entries);
        swapped[0] = entries[0];
        Assert.False(swapped.IsPlain(_frames));
        Assert.False(PteTable.OfStretch(Entries, entries[0]).IsPlain(_frames));
    }

    [Fact]
    public void A_page_that_is_referenced_shared_or_off_the_LRU_after_it_was_found_plain_is_not_any_more()
    {
        Action[] changes =
        [
            () => _frames.SetFlags(FirstFrame + 1, FolioFlags.Referenced),
            () => _frames.ClearFlags(FirstFrame + 1, FolioFlags.Lru),
            () => _frames.RaiseMapCounts(FirstFrame + 1, 1),
        ];
        foreach (Action change in changes)
        {
            Assert.True(IsPlain);
            change();
            Assert.False(IsPlain);

            _frames.DropFolio(FirstFrame + 1);
            _frames.MakeMappedPage(FirstFrame + 1, index: 1, token: 9, owner: 1);
            _table[100] = Pte.None;
            _table[100] = Pte.ForFrame(FirstFrame + 1, Attributes);
        }
    }

    [Fact]
    public void Pages_that_single_faults_are_about_to_map_are_asked_too()
    {
        var pages = new PageTable(PageGeometry.Pages4K);
        PteTable table = pages.EnsureTable(3);
        Assert.True(table.TryJoin(pages.Fresh, pages.FirstVpn(3), Attributes));
        pages.Fresh.Map(pages.FirstVpn(3) + 5, (uint)FirstFrame);
        Assert.True(table.IsPlain(_frames));

        _frames.SetFlags(FirstFrame + 2, FolioFlags.Locked);
        Assert.True(table.TryJoin(pages.Fresh, pages.FirstVpn(3), Attributes));
        pages.Fresh.Map(pages.FirstVpn(3) + 6, (uint)FirstFrame + 2);
        Assert.False(table.IsPlain(_frames));
    }
}
