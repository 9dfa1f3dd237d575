using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>folio_add_lru and lru_add_drain (spec MM 8.2).</summary>
public sealed class LruAddBatchTests
{
    private const int Pages = 256;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void A_run_of_new_pages_waits_as_its_pages_one_by_one_do(int before)
    {
        for (int count = 1; count <= 3 * LruAddBatch.Capacity; count++)
        {
            LruAddBatch run = NewPages();
            LruAddBatch single = NewPages();
            for (int page = 0; page < before + count; page++)
            {
                single.AddNew(page);
            }

            run.AddNewRun(0, before);
            run.AddNewRun(before, count);

            Assert.Equal((before + count) % LruAddBatch.Capacity, run.Count);
            Assert.Equal(Waiting(single), Waiting(run));
        }
    }

    [Fact]
    public void A_page_that_waited_is_on_the_LRU_whatever_happened_to_others()
    {
        for (int changes = 0; changes < 4; changes++)
        {
            var frames = new FrameTable(PageGeometry.Pages4K);
            frames.MakeFolio(1, 0, FolioFlags.NewAnon, 1);
            for (int change = 0; change < changes; change++)
            {
                frames.SetFlags(1, FolioFlags.SwapCache);
            }

            frames.MakeFolio(0, 0, FolioFlags.Anon, 0);
            var batch = new LruAddBatch(frames);
            batch.Add(0);
            Assert.False(frames.Has(0, FolioFlags.Lru));
            batch.Drain();
            Assert.True(frames.Has(0, FolioFlags.Lru));
        }
    }

    [Fact]
    public void A_large_folio_goes_to_its_list_at_once_and_takes_along_what_waits()
    {
        var frames = new FrameTable(PageGeometry.Pages4K);
        frames.MakeFolio(0, 0, FolioFlags.Anon, 0);
        frames.MakeFolio(16, 4, FolioFlags.Anon, 16);
        var batch = new LruAddBatch(frames);
        batch.Add(0);

        batch.Add(16);

        Assert.Equal((0, true, true), (batch.Count, frames.Has(0, FolioFlags.Lru), frames.Has(16, FolioFlags.Lru)));
    }

    private static LruAddBatch NewPages()
    {
        var frames = new FrameTable(PageGeometry.Pages4K);
        for (int page = 0; page < Pages; page++)
        {
            frames.MakeFolio(page, 0, FolioFlags.NewAnon, page);
        }

        return new LruAddBatch(frames);
    }

    private static IEnumerable<int> Waiting(LruAddBatch batch) => Enumerable.Range(0, Pages).Where(page => batch.Contains(page));
}
