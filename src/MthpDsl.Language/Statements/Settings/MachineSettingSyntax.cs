namespace MthpDsl.Language;

/// <summary>A line of <c>machine { … }</c>.</summary>
public abstract record MachineSettingSyntax : SyntaxNode;

/// <summary><c>memory SIZE</c>: the machine's memory; 4G where it is not said.</summary>
/// <param name="Size">How much.</param>
public sealed record MemorySetting(ExpressionSyntax Size) : MachineSettingSyntax
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text("memory ").Node(Size);
}

/// <summary><c>page-size SIZE</c>: 4K, 16K or 64K; the PMD order follows: 9, 11, 13.</summary>
/// <param name="Size">The base page size.</param>
public sealed record PageSizeSetting(ExpressionSyntax Size) : MachineSettingSyntax
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text("page-size ").Node(Size);
}

/// <summary><c>arch x86_64</c> or <c>arch arm64</c>: what the TLB can coalesce.</summary>
/// <param name="Name">The architecture.</param>
public sealed record ArchSetting(string Name) : MachineSettingSyntax
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text("arch ").Text(Name);
}

/// <summary>What holds the swap.</summary>
public enum SwapBacking
{
    /// <summary>Compressed memory.</summary>
    Zram,

    /// <summary>A block device.</summary>
    Disk,

    /// <summary>A file.</summary>
    File,
}

/// <summary><c>swap SIZE on zram|disk|file</c>.</summary>
/// <param name="Size">How much.</param>
/// <param name="Backing">What holds it.</param>
public sealed record SwapSetting(ExpressionSyntax Size, SwapBacking Backing) : MachineSettingSyntax
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text("swap ").Node(Size).Text(
        Backing switch { SwapBacking.Zram => " on zram", SwapBacking.Disk => " on disk", _ => " on file" });
}

/// <summary><c>seed N</c>: what random pages are drawn from.</summary>
/// <param name="Number">A count.</param>
public sealed record SeedSetting(ExpressionSyntax Number) : MachineSettingSyntax
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text("seed ").Node(Number);
}
