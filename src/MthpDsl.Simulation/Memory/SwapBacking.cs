namespace MthpDsl.Simulation;

/// <summary>What a swap area lies on. It decides whether large folios go out whole and when their memory is free.</summary>
public enum SwapBacking
{
    /// <summary>zram (SWP_SYNCHRONOUS_IO): a block device whose reads and writes are done when they return.</summary>
    Zram,

    /// <summary>A block device without seek cost: writes go on after the call, swap-in reads ahead.</summary>
    Disk,

    /// <summary>A file (no SWP_BLKDEV): as a disk, but large folios are always split first.</summary>
    File,
}
