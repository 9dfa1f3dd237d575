using System.Globalization;

namespace MthpDsl.Simulation;

/// <summary>A number of bytes. Prints as the language writes it: <c>64K</c>, <c>2M</c>, <c>1G</c>.</summary>
/// <example><code>ByteSize size = 2.MiB();</code></example>
public readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    /// <summary>No bytes.</summary>
    public static readonly ByteSize Zero;

    /// <summary>Adds two sizes.</summary>
    public static ByteSize operator +(ByteSize left, ByteSize right) => new(left.Bytes + right.Bytes);

    /// <summary>Subtracts a size.</summary>
    public static ByteSize operator -(ByteSize left, ByteSize right) => new(left.Bytes - right.Bytes);

    /// <summary>Multiplies a size by a count.</summary>
    public static ByteSize operator *(ByteSize left, long right) => new(left.Bytes * right);

    /// <summary>Compares two sizes.</summary>
    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    /// <summary>Compares two sizes.</summary>
    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    /// <summary>Compares two sizes.</summary>
    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    /// <summary>Compares two sizes.</summary>
    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The largest binary unit that divides the size: <c>1028K</c>, <c>2M</c>; bytes as a bare number.</summary>
    public override string ToString()
    {
        const string Units = "KMGT";
        for (int unit = Units.Length; unit > 0; unit--)
        {
            if (Bytes != 0 && (Bytes & ((1L << (10 * unit)) - 1)) == 0)
            {
                return (Bytes >> (10 * unit)).ToString(CultureInfo.InvariantCulture) + Units[unit - 1];
            }
        }

        return Bytes.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Sizes as literals: <c>64.KiB()</c>, <c>2.MiB()</c>.</summary>
/// <example><code>Console.WriteLine(64.KiB() + 2.MiB()); // 2112K</code></example>
public static class ByteSizeLiterals
{
    /// <summary>So many KiB.</summary>
    public static ByteSize KiB(this int count) => new((long)count << 10);

    /// <summary>So many MiB.</summary>
    public static ByteSize MiB(this int count) => new((long)count << 20);

    /// <summary>So many GiB.</summary>
    public static ByteSize GiB(this int count) => new((long)count << 30);

    /// <summary>So many TiB.</summary>
    public static ByteSize TiB(this int count) => new((long)count << 40);
}
