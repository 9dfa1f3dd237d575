namespace MthpDsl.Vocabulary;

/// <summary>Which per-size directories have a counter: the groups of the kernel's thpsize_create().</summary>
internal enum StatGroup
{
    /// <summary>Orders that anonymous folios may have.</summary>
    Anon,

    /// <summary>Every order with a directory.</summary>
    Any,

    /// <summary>Every order with a directory; shared memory, which is not modelled: always 0.</summary>
    Shmem,
}

/// <summary>A file of <c>hugepages-*kB/stats/</c> (spec MM 1.3).</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Group">Which directories have it.</param>
/// <param name="Kernels">The kernels that have it.</param>
/// <param name="Meaning">What it counts.</param>
/// <param name="Gauge">It falls again: the number there is now, not of events.</param>
internal sealed record StatRow(string Name, StatGroup Group, KernelSet Kernels, string Meaning, bool Gauge = false);
