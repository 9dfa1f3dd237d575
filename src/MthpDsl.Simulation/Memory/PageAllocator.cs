namespace MthpDsl.Simulation.Memory;

/// <summary>Whether an allocation succeeds: injected failures, free blocks, compaction (spec MM 7.2).</summary>
internal sealed class PageAllocator(Machine machine)
{
    /// <summary>Takes a block of frames.</summary>
    /// <returns>The first frame, or -1.</returns>
    public long Allocate(int order, Gfp gfp)
    {
        if (machine.Failures.TakeAllocationFailure(order))
        {
            return -1;
        }

        return machine.Buddy.Allocate(order);
    }

    public void Free(long frame, int order) => machine.Buddy.Free(frame, order);
}
