using System.Globalization;

namespace MthpDsl.Simulation;

/// <summary>A range of virtual addresses, in bytes: <c>[Start, Start + Length)</c>.</summary>
/// <example>
/// <code>
/// VirtualRange firstPages = heap.Pages(..16);
/// machine.Main.Write(firstPages);
/// Console.WriteLine(heap.Layout); // 16 x 4K, none 1984K
/// </code>
/// </example>
public readonly record struct VirtualRange(long Start, long Length)
{
    /// <summary>The address behind the last byte.</summary>
    public long End => Start + Length;

    /// <inheritdoc/>
    public override string ToString() =>
        "0x" + Start.ToString("x", CultureInfo.InvariantCulture) + "-0x" + End.ToString("x", CultureInfo.InvariantCulture);
}
