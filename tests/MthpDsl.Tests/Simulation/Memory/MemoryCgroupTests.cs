using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

public sealed class MemoryCgroupTests
{
    [Fact]
    public void Two_pmd_folios_do_not_fit_into_their_own_size_because_of_their_page_tables()
    {
        long tables = 1;
        var group = new MemoryCgroup { Limit = 1024, PageTables = () => tables };
        Assert.True(group.TryCharge(9, mayReclaim: true, mayRetry: true));
        tables++;
        Assert.False(group.TryCharge(9, mayReclaim: true, mayRetry: true));
        Assert.True(group.TryCharge(8, mayReclaim: true, mayRetry: true));
        Assert.Equal(768, group.Usage);
    }

    [Fact]
    public void Without_a_limit_everything_is_charged()
    {
        var group = new MemoryCgroup();
        Assert.True(group.TryCharge(13, mayReclaim: false, mayRetry: false));
        Assert.Equal(8192, group.Usage);
        Assert.Equal(0, group.Excess);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(2, 3)]
    public void A_small_order_is_tried_again_while_reclaim_gets_somewhere_a_costly_one_once(int order, int rounds)
    {
        var group = new MemoryCgroup { Limit = 100 };
        group.Charge(102 - (1 << order) + (order == 2 ? 1 : 0));
        int asked = 0;
        group.Reclaim = wanted =>
        {
            Assert.Equal(MemoryCgroup.ReclaimBatch, wanted);
            asked++;
            group.Uncharge(1);
            return 1;
        };
        bool charged = group.TryCharge(order, mayReclaim: true, mayRetry: true);
        Assert.Equal(rounds, asked);
        Assert.Equal(order == 2, charged);
    }

    [Fact]
    public void A_charge_without_direct_reclaim_fails_at_once()
    {
        var group = new MemoryCgroup { Limit = 10, Reclaim = _ => throw new InvalidOperationException("asked to reclaim") };
        Assert.False(group.TryCharge(4, mayReclaim: false, mayRetry: true));
        Assert.Equal(0, group.Usage);
    }

    [Fact]
    public void Reclaim_is_asked_for_all_that_is_over_the_limit_page_tables_included()
    {
        long asked = 0;
        var group = new MemoryCgroup
        {
            Limit = 1024,
            PageTables = () => 10,
            Reclaim = wanted =>
            {
                asked = wanted;
                return 0;
            },
        };
        group.Charge(1000);
        Assert.False(group.TryCharge(6, mayReclaim: true, mayRetry: true));
        Assert.Equal(1000 + 10 + 64 - 1024, asked);
    }
}
