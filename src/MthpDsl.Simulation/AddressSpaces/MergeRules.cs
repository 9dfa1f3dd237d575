namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>Which anon_vmas may come together when VMAs merge (is_mergeable_anon_vma; spec MM 4.11).</summary>
[Flags]
internal enum MergeRules
{
    None = 0,

    /// <summary>A faulted VMA may merge into a neighbour that was never faulted (6.16 and later).</summary>
    IntoUnfaulted = 1,

    /// <summary>The VMA is the copy that mremap made; whether its source was inherited over fork is not asked (copy_vma).</summary>
    Copied = 2,
}
