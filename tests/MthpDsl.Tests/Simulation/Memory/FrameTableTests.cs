using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>A table of frames, however it keeps what is alike, answers as an array of frames does that knows each by itself.</summary>
public sealed class FrameTableTests
{
    private const int Owner = 7;

    public static TheoryData<int> Seeds() => new(Enumerable.Range(0, 25));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_becomes_of_frames_each_is_what_it_would_be_alone(int seed)
    {
        Live(new FrameTableWorld(PageGeometry.Small(4), 8, new Random(seed)), steps: 400);
        Live(new FrameTableWorld(PageGeometry.Pages4K, 2, new Random(seed)), steps: 100);
    }

    private static void Live(FrameTableWorld world, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
            world.Agree(world.Table);
        }

        FrameTable copy = world.Table.Clone();
        FrameTableWorld before = world.Copy();
        for (int step = 0; step < 20; step++)
        {
            world.Step();
        }

        before.Agree(copy);
    }

    [Fact]
    public void Mappings_of_a_block_change_at_once_only_where_it_is_full_of_folios_below_its_size_that_stay_mapped()
    {
        FrameTable table = new(PageGeometry.Small(4));
        table.MakeMapped(0, 15, 0, index: 100, token: 1, tokensAscend: true, Owner);
        Assert.False(table.TryChangeMappingsOfBlock(0, 1, Owner));
        table.MakeMapped(15, 1, 0, index: 115, token: 16, tokensAscend: true, Owner);
        long epoch = table.PlainEpoch;
        Assert.False(table.TryChangeMappingsOfBlock(1, 1, Owner));
        Assert.False(table.TryChangeMappingsOfBlock(0, -1, Owner));
        Assert.All(Enumerable.Range(0, 16), page => Assert.True(table.IsPlain(page)));

        Assert.True(table.TryChangeMappingsOfBlock(0, 1, Owner));
        Assert.All(Enumerable.Range(0, 16), page => Assert.Equal((2, false), (table.MapCount(page), table.IsPlain(page))));
        Assert.True(table.PlainEpoch > epoch);
        Assert.True(table.TryChangeMappingsOfBlock(0, -1, Owner));
        Assert.All(Enumerable.Range(0, 16), page => Assert.Equal(1, table.MapCount(page)));

        table.MakeFolio(16, 4, FolioFlags.NewAnon, index: 200);
        table.RaiseMapCounts(16, 16);
        Assert.False(table.TryChangeMappingsOfBlock(16, 1, Owner));
    }

    [Fact]
    public void What_is_mapped_nowhere_cannot_be_unmapped()
    {
        FrameTable table = new(PageGeometry.Small(4));
        table.MakeFolio(0, 0, FolioFlags.NewAnon, index: 100);
        table.MakeFolio(16, 4, FolioFlags.NewAnon, index: 200);

        Assert.Throws<OverflowException>(() => table.LowerMapCounts(0, 1));
        Assert.Throws<OverflowException>(() => table.LowerMapCounts(16, 16));
    }

    [Fact]
    public void Pages_that_come_to_two_blocks_by_turns_keep_their_age_and_content()
    {
        FrameTable table = new(PageGeometry.Small(4));
        long youngest = 0;
        for (int page = 0; page < 16; page++)
        {
            foreach (long pfn in new long[] { page, 16 + page })
            {
                table.MakeMappedPage(pfn, index: 100 + (pfn * 3), token: 1000 - pfn, Owner);
                Assert.True(table.Stamp(pfn) > youngest);
                youngest = table.Stamp(pfn);
            }
        }

        Assert.All(Enumerable.Range(0, 32), pfn => Assert.Equal((100 + (pfn * 3), 1000 - pfn), (table.Index(pfn), table.Token(pfn))));
    }

    [Fact]
    public void A_page_that_comes_behind_one_with_other_flags_is_as_it_was_made()
    {
        FrameTable table = new(PageGeometry.Small(4));
        table.MakeMappedPage(0, index: 100, token: 1, Owner);
        table.SetFlags(0, FolioFlags.Referenced);

        table.MakeMappedPage(1, index: 101, token: 2, Owner);

        Assert.Equal((FolioFlags.NewAnon | FolioFlags.Referenced, FolioFlags.NewAnon), (table.Flags(0), table.Flags(1)));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(5)]
    public void What_is_unmapped_for_a_split_is_mapped_nowhere(int count)
    {
        FrameTable table = new(PageGeometry.Small(4));
        table.MakeFolio(16, 4, FolioFlags.NewAnon, index: 200);
        table.RaiseMapCounts(16, 16);
        table.RaiseMapCounts(16, count);

        table.ClearMapCounts(16, 16);

        Assert.All(Enumerable.Range(16, 16), page => Assert.Equal(0, table.MapCount(page)));
        Assert.Equal(16, table.RaiseMapCounts(16, 16));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Contents_that_begin_as_the_old_ones_did_and_go_on_otherwise_are_new_ones(bool ascended)
    {
        FrameTable table = new(PageGeometry.Small(4));
        table.MakeMapped(0, 16, 0, index: 100, token: 50, ascended, Owner);
        long[] tokens = [.. Enumerable.Range(0, 16).Select(page => ascended ? 50L + page : 50)];
        for (int page = 4; page < 7; page++)
        {
            tokens[page] = tokens[4] + (ascended ? 0 : page - 4);
        }

        table.SetTokens(4, 3, tokens[4], ascending: !ascended);

        Assert.Equal(tokens, Enumerable.Range(0, 16).Select(page => table.Token(page)));
    }

    [Fact]
    public void Folios_are_found_in_whatever_part_of_memory_they_lie_and_in_a_copy_too()
    {
        FrameTable table = new(PageGeometry.Pages64K);
        long[] heads = [1L << 23, (3L << 23) + 5];
        foreach (long head in heads)
        {
            table.MakeFolio(head, 0, FolioFlags.NewAnon, index: 100);
        }

        Assert.Equal(heads, table.Heads());
        Assert.Equal(heads, table.Clone().Heads());
    }
}
