namespace MthpDsl.Simulation;

/// <summary>The processor, as far as its TLB can coalesce entries (spec MM 10).</summary>
/// <example>
/// <code>
/// var arm = new Machine(KernelModel.Mainline, new MachineOptions { Arch = Arch.Arm64, Geometry = PageGeometry.Pages16K });
/// Console.WriteLine(arm.Geometry.SizeOf(arm.Geometry.PmdOrder)); // 32M
/// </code>
/// </example>
public enum Arch
{
    /// <summary>x86_64: PMD leaves and single PTEs.</summary>
    X86_64,

    /// <summary>arm64: PMD leaves, contpte blocks and single PTEs.</summary>
    Arm64,
}

/// <summary>What backs swap (spec MM 6.2).</summary>
/// <example>
/// <code>
/// var machine = new Machine(KernelModel.Linux618, new MachineOptions { Swap = new SwapOptions(1.GiB(), SwapKind.Zram) });
/// </code>
/// </example>
public enum SwapKind
{
    /// <summary>zram: a synchronous block device.</summary>
    Zram,

    /// <summary>An asynchronous block device.</summary>
    Disk,

    /// <summary>A swap file: large folios never go out whole.</summary>
    File,
}

/// <summary>A swap device of the machine.</summary>
/// <param name="Size">Its size; the first slot is the header.</param>
/// <param name="Kind">What it is.</param>
/// <example><code>var options = new MachineOptions { Swap = new SwapOptions(Size: 64.MiB(), Kind: SwapKind.Disk) };</code></example>
public sealed record SwapOptions(ByteSize Size, SwapKind Kind);

/// <summary>The hardware a scenario runs on; what <c>machine { … }</c> says.</summary>
/// <example><code>var machine = new Machine(KernelModel.Linux618, new MachineOptions { Memory = 8.GiB() });</code></example>
public sealed record MachineOptions
{
    /// <summary>Physical memory; 4G unless said.</summary>
    public ByteSize Memory { get; init; } = 4.GiB();

    /// <summary>Base page size and what follows from it; 4K unless said.</summary>
    public PageGeometry Geometry { get; init; } = PageGeometry.Pages4K;

    /// <summary>The processor; x86_64 unless said.</summary>
    public Arch Arch { get; init; }

    /// <summary>The swap device, or null for none.</summary>
    public SwapOptions? Swap { get; init; }

    /// <summary>The seed of everything random; 1 unless said.</summary>
    public long Seed { get; init; } = 1;
}
