using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using Xunit;

namespace MthpDsl.Tests.Simulation.AddressSpaces;

/// <summary>Slots that were mapped by the thousand read as slots that were mapped one by one.</summary>
public sealed class PageTableRunsTests
{
    private const int Chunk = 512;
    private const int Behind = 4 * Chunk;

    private static readonly PageGeometry Geometry = PageGeometry.Small(4);
    private static readonly Pte FirstEntry = Pte.ForFrame(1 << 20, Pte.WriteBit | Pte.YoungBit);

    // First slot, slots, leaves or tables: whole chunks, whole chunks with parts of others around them, and parts only.
    public static TheoryData<int, int, bool> Stretches()
    {
        TheoryData<int, int, bool> data = [];
        foreach (bool areLeaves in (bool[])[true, false])
        {
            data.Add(Chunk, 2 * Chunk, areLeaves);
            data.Add(Chunk - 12, (2 * Chunk) + 300, areLeaves);
            data.Add(Chunk + 1, Chunk, areLeaves);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Stretches))]
    public void Every_page_of_every_slot_has_its_entry(int first, int count, bool areLeaves)
    {
        PageTable pages = Mapped(first, count, areLeaves);

        for (int slot = Behind - 1; slot >= 0; slot--)
        {
            Assert.Equal(IsMapped(slot) && areLeaves, pages.Peek(slot).IsLeaf);
            Assert.Equal(IsMapped(slot) && !areLeaves, pages.FindTable(slot) is not null);
            for (long vpn = pages.FirstVpn(slot); vpn < pages.FirstVpn(slot + 1); vpn += 5)
            {
                Assert.Equal(IsMapped(slot) ? FirstEntry.Advance(vpn - pages.FirstVpn(first)) : Pte.None, pages.ReadPte(vpn));
            }
        }

        bool IsMapped(int slot) => slot >= first && slot < first + count;
    }

    [Theory]
    [MemberData(nameof(Stretches))]
    public void The_slots_in_use_are_listed_and_the_tables_counted_before_anybody_looked_at_one(int first, int count, bool areLeaves)
    {
        PageTable pages = Mapped(first, count, areLeaves);
        int chunks = ((first + count - 1) / Chunk) - (first / Chunk) + 1;

        Assert.Equal(1 + chunks + count, pages.CountTables());
        Assert.Equal(Enumerable.Range(first, count), pages.UsedSlots().Select(used => (int)used.PmdIndex));
        Assert.All(pages.UsedSlots(), used => Assert.Equal((areLeaves, !areLeaves), (used.Slot.IsLeaf, used.Slot.IsTable)));
        Assert.Equal(1 + chunks + count, pages.CountTables());
    }

    [Theory]
    [MemberData(nameof(Stretches))]
    public void A_gap_goes_as_far_as_the_first_slot_in_use(int first, int count, bool areLeaves)
    {
        PageTable pages = Mapped(first, count, areLeaves);
        foreach (int from in (int[])[0, Chunk - 13, first - 1, first, first + 1, Chunk, Chunk + 1, first + count - 1, first + count, Behind - 1])
        {
            foreach (int end in (int[])[from, from + 1, Chunk, Behind])
            {
                int gap = Enumerable.Range(from, Math.Max(0, end - from)).TakeWhile(slot => slot < first || slot >= first + count).Count();
                Assert.Equal((from, end, gap), (from, end, pages.CountNone(from, end)));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_lies_in_a_whole_chunk_is_known_at_once_and_what_lies_beside_it_is_not(bool areLeaves)
    {
        PageTable pages = Mapped(Chunk - 12, Chunk + 300, areLeaves);
        Assert.Equal(areLeaves ? Chunk - 7 : 0, pages.LeavesOfRun(Chunk + 7));
        Assert.Equal((0, 0), (pages.LeavesOfRun(Chunk - 1), pages.LeavesOfRun(2 * Chunk)));

        long vpn = pages.FirstVpn(Chunk) + 3;
        Assert.Equal((Chunk * 16) - 3, pages.PagesOfRun(vpn, pages.FirstVpn(Behind), out Pte entry, out bool leaves));
        Assert.Equal((FirstEntry.Advance((12 * 16) + 3), areLeaves), (entry, leaves));
        Assert.Equal(9, pages.PagesOfRun(vpn, vpn + 9, out _, out _));
        foreach (int slot in (int[])[Chunk - 1, 2 * Chunk])
        {
            Assert.Equal(0, pages.PagesOfRun(pages.FirstVpn(slot), pages.FirstVpn(Behind), out entry, out leaves));
            Assert.Equal((Pte.None, false), (entry, leaves));
        }
    }

    [Fact]
    public void A_chunk_that_has_slots_already_keeps_them()
    {
        var pages = new PageTable(Geometry);
        pages.EnsureTable(Chunk + 9).SetRange(2, 1, FirstEntry);
        pages.MapSlots(Chunk + 10, (2 * Chunk) - 10, FirstEntry, areLeaves: true);

        Assert.Equal(FirstEntry, pages.ReadPte(pages.FirstVpn(Chunk + 9) + 2));
        Assert.Equal((2 * Chunk) - 9, pages.UsedSlots().Count());
        Assert.Equal(0, pages.LeavesOfRun(Chunk + 10));
        Assert.Equal([true, true, false], new[] { Chunk, 2 * Chunk, 3 * Chunk }.Select(slot => pages.HasPmdTable(slot)));
    }

    private static PageTable Mapped(int first, int count, bool areLeaves)
    {
        var pages = new PageTable(Geometry);
        pages.MapSlots(first, count, FirstEntry, areLeaves);
        return pages;
    }
}
