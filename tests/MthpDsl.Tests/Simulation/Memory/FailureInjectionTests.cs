using MthpDsl.Simulation;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

public sealed class FailureInjectionTests
{
    [Fact]
    public void Only_orders_from_the_given_one_on_fail_and_only_so_often()
    {
        var failures = new FailureInjection();
        failures.FailAllocations(4, times: 2);
        Assert.False(failures.TakeAllocationFailure(3));
        Assert.True(failures.TakeAllocationFailure(9));
        Assert.True(failures.TakeAllocationFailure(4));
        Assert.False(failures.TakeAllocationFailure(4));
        Assert.False(failures.IsArmed);
    }

    [Fact]
    public void Without_a_count_all_fail_until_it_ends()
    {
        var failures = new FailureInjection();
        failures.FailCharges(2, times: null);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(failures.TakeChargeFailure(2)));
        Assert.False(failures.TakeAllocationFailure(9));
        failures.Clear();
        Assert.False(failures.TakeChargeFailure(2));
    }

    [Fact]
    public void Where_none_is_to_fail_none_does()
    {
        var failures = new FailureInjection();
        failures.FailAllocations(0, times: 0);
        failures.FailCharges(0, times: 0);
        Assert.False(failures.IsArmed);
        Assert.False(failures.TakeAllocationFailure(9));
        Assert.False(failures.TakeChargeFailure(9));
    }

    [Fact]
    public void A_copy_has_the_same_failures_before_it_and_counts_them_by_itself()
    {
        var failures = new FailureInjection();
        failures.FailAllocations(2, times: 1);
        failures.FailCharges(4, times: 1);
        FailureInjection copy = failures.Clone();
        foreach (FailureInjection each in new[] { failures, copy })
        {
            Assert.Equal((true, false), (each.TakeAllocationFailure(2), each.TakeAllocationFailure(2)));
            Assert.Equal((false, true, false), (each.TakeChargeFailure(3), each.TakeChargeFailure(4), each.TakeChargeFailure(4)));
        }
    }

    [Fact]
    public void A_frame_with_a_memory_error_is_known_by_its_number()
    {
        var failures = new FailureInjection();
        failures.PoisonFrames(20, 2);
        FailureInjection copy = failures.Clone();
        failures.Clear();
        Assert.Equal([false, true, true, false], Enumerable.Range(19, 4).Select(frame => copy.IsPoisoned(frame)));
        Assert.False(failures.IsPoisoned(20));
    }
}
