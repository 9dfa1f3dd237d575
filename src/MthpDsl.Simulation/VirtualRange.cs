using System.Globalization;

namespace MthpDsl.Simulation;

/// <summary>A range of virtual addresses, in bytes: <c>[Start, Start + Length)</c>.</summary>
public readonly record struct VirtualRange(long Start, long Length)
{
    /// <summary>The address behind the last byte.</summary>
    public long End => Start + Length;

    /// <inheritdoc/>
    public override string ToString() =>
        "0x" + Start.ToString("x", CultureInfo.InvariantCulture) + "-0x" + End.ToString("x", CultureInfo.InvariantCulture);
}
