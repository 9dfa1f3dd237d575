using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

public sealed class CompactionTests
{
    [Fact]
    public void Of_the_blocks_that_can_be_emptied_the_one_with_the_fewest_frames_to_move_is_taken()
    {
        var memory = new Frames(4096);
        memory.KeepEvery(step: 16, until: 2048);
        memory.Drop(1024 + 16);
        long block = memory.Compaction.Compact(6, minWatermark: 0, out long moved);
        Assert.Equal(1024, block);
        Assert.Equal(3, moved);
        Assert.Equal(3, memory.Moves);
        memory.Buddy.Verify();
        Assert.Equal(0, memory.Buddy.CountFree(1024, 6));
    }

    [Fact]
    public void A_frame_that_cannot_be_moved_blocks_its_block()
    {
        var memory = new Frames(2048);
        memory.KeepEvery(step: 64, until: 2048);
        for (long frame = 0; frame < 1984; frame += 64)
        {
            memory.Pin(frame);
        }

        Assert.Equal(1984, memory.Compaction.Compact(6, minWatermark: 0, out _));
        Assert.Equal(-1, memory.Compaction.Compact(7, minWatermark: 0, out _));
        memory.Buddy.Verify();
    }

    [Fact]
    public void Without_room_for_twice_the_block_above_the_watermark_nothing_is_moved()
    {
        var memory = new Frames(2048);
        memory.KeepEvery(step: 16, until: 2048);
        Assert.Equal(-1, memory.Compaction.Compact(9, minWatermark: memory.Buddy.FreeFrames - 1024, out _));
        Assert.Equal(0, memory.Moves);
    }

    [Fact]
    public void A_large_folio_is_moved_whole_where_a_block_of_its_order_is_free()
    {
        var memory = new Frames(4096);
        long folio = memory.Keep(4);
        memory.KeepEvery(step: 1024, until: 4096, orderFrom: 10);
        memory.Pin(1024);
        memory.Pin(2048);
        memory.Pin(3072);
        Assert.Equal(0, folio);
        Assert.Equal(0, memory.Compaction.Compact(10, minWatermark: 0, out long moved));
        Assert.Equal(16, moved);
    }

    [Fact]
    public void After_a_failure_requests_are_put_off_ever_longer_until_one_succeeds()
    {
        var memory = new Frames(1024);
        memory.KeepEvery(step: 16, until: 1024);
        int tried = 0;
        for (int request = 0; request < 200; request++)
        {
            if (!memory.Compaction.IsDeferred(9))
            {
                tried++;
                Assert.Equal(-1, memory.Compaction.Compact(9, minWatermark: 1 << 20, out _));
            }
        }

        Assert.Equal(1 + 6 + 1, tried);
        Assert.False(memory.Compaction.IsDeferred(3));
    }

    [Fact]
    public void Of_blocks_with_as_many_frames_to_move_the_lowest_is_taken()
    {
        var memory = new Frames(2048);
        memory.KeepEvery(step: 16, until: 2048);
        Assert.Equal(0, memory.Compaction.Compact(6, minWatermark: 0, out _));
    }

    [Fact]
    public void A_page_at_the_very_end_of_a_block_is_moved_too()
    {
        var memory = new Frames(256);
        memory.KeepAt(63, order: 0);
        memory.PinEvery(step: 64, from: 64, until: 256);
        Assert.Equal(0, memory.Compaction.Compact(6, minWatermark: 0, out long moved));
        Assert.Equal(1, moved);
    }

    [Fact]
    public void A_folio_as_large_as_what_is_wanted_stays()
    {
        var memory = new Frames(2048);
        memory.KeepAt(0, order: 6);
        memory.PinEvery(step: 64, from: 64, until: 1024);
        Assert.Equal(-1, memory.Compaction.Compact(6, minWatermark: 0, out _));
        Assert.Equal(0, memory.Moves);
    }

    [Fact]
    public void The_first_frame_of_memory_is_a_place_to_move_to()
    {
        var memory = new Frames(256);
        memory.KeepAt(64, order: 4);
        memory.PinEvery(step: 16, from: 16, until: 64);
        memory.PinEvery(step: 16, from: 128, until: 256);
        Assert.Equal(64, memory.Compaction.Compact(6, minWatermark: 0, out long moved));
        Assert.Equal(16, moved);
        Assert.True(memory.TryGetMovable(15, out long head, out int order));
        Assert.Equal((0, 4), (head, order));
    }

    [Fact]
    public void Where_a_folio_finds_no_place_what_was_emptied_for_the_block_is_free_again()
    {
        var memory = new Frames(512);
        memory.KeepAt(0, order: 0);
        memory.KeepAt(16, order: 4);
        memory.PinEvery(step: 16, from: 64, until: 512);
        long free = memory.Buddy.FreeFrames;
        Assert.Equal(-1, memory.Compaction.Compact(6, minWatermark: 0, out _));
        Assert.Equal((1, free), (memory.Moves, memory.Buddy.FreeFrames));
        Assert.Equal(4, memory.Buddy.FreeOrderAt(0));
        memory.Buddy.Verify();
    }

    [Fact]
    public void After_a_success_a_failure_at_a_larger_order_does_not_put_off_this_one()
    {
        var memory = new Frames(1024);
        memory.KeepEvery(step: 16, until: 1024);
        Assert.Equal(-1, memory.Compaction.Compact(6, minWatermark: 1 << 20, out _));
        Assert.True(memory.Compaction.Compact(6, minWatermark: 0, out _) >= 0);
        Assert.Equal(-1, memory.Compaction.Compact(9, minWatermark: 1 << 20, out _));
        Assert.False(memory.Compaction.IsDeferred(6));
        Assert.True(memory.Compaction.IsDeferred(9));
    }

    /// <summary>Frames with owners of single folios, some of them pinned.</summary>
    private sealed class Frames : ICompactionOwner
    {
        private readonly Dictionary<long, int> _folios = [];
        private readonly HashSet<long> _pinned = [];

        public Frames(long frames)
        {
            Buddy = new BuddyAllocator(PageGeometry.Pages4K, frames);
            Compaction = new Compaction(Buddy, this);
        }

        public BuddyAllocator Buddy { get; }

        public Compaction Compaction { get; }

        public int Moves { get; private set; }

        public long Keep(int order)
        {
            long frame = Buddy.Allocate(order);
            _folios.Add(frame, order);
            return frame;
        }

        /// <summary>A folio at a place of one's own choice, of frames that are free.</summary>
        public void KeepAt(long first, int order)
        {
            Buddy.ClaimFree(first, order);
            _folios.Add(first, order);
        }

        public void PinEvery(int step, long from, long until)
        {
            for (long frame = from; frame < until; frame += step)
            {
                KeepAt(frame, order: 0);
                Pin(frame);
            }
        }

        /// <summary>One base page stays at the start of every step.</summary>
        public void KeepEvery(int step, long until, int orderFrom = 0)
        {
            long got = 0;
            var drop = new List<long>();
            for (long frame = Buddy.Allocate(0); frame >= 0 && frame < until; frame = Buddy.Allocate(0), got++)
            {
                if (frame % step == 0 && frame >> orderFrom != 0 | orderFrom == 0)
                {
                    _folios.Add(frame, 0);
                }
                else
                {
                    drop.Add(frame);
                }

                if (frame == until - 1)
                {
                    break;
                }
            }

            drop.ForEach(frame => Buddy.Free(frame, 0));
        }

        public void Drop(long frame)
        {
            Buddy.Free(frame, _folios[frame]);
            _folios.Remove(frame);
        }

        public void Pin(long frame) => _pinned.Add(frame);

        public bool TryGetMovable(long frame, out long head, out int order)
        {
            for (order = 0; order <= 10; order++)
            {
                head = frame >> order << order;
                if (_folios.TryGetValue(head, out int have) && have == order)
                {
                    return !_pinned.Contains(head);
                }
            }

            head = -1;
            return false;
        }

        public void Move(long fromHead, long toHead, int order)
        {
            _folios.Remove(fromHead);
            _folios.Add(toHead, order);
            Moves++;
        }
    }
}
