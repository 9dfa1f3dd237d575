using System.Globalization;

namespace MthpDsl.Simulation;

/// <summary>The order of a folio: it has <c>1 &lt;&lt; Value</c> base pages.</summary>
/// <param name="Value">0 (a base page) to the PMD order of the geometry (9, 11 or 13).</param>
/// <example>
/// <code>
/// machine.Fragment(order: 4);
/// Console.WriteLine(machine.Geometry.SizeOf(new FolioOrder(4))); // 64K
/// </code>
/// </example>
public readonly record struct FolioOrder(int Value) : IComparable<FolioOrder>
{
    /// <summary>A base page.</summary>
    public static readonly FolioOrder Base;

    /// <summary>Base pages in a folio of this order.</summary>
    public int Pages => 1 << Value;

    /// <summary>A number where an order is asked for.</summary>
    public static implicit operator FolioOrder(int value) => new(value);

    /// <summary>Compares two orders.</summary>
    public static bool operator <(FolioOrder left, FolioOrder right) => left.Value < right.Value;

    /// <summary>Compares two orders.</summary>
    public static bool operator >(FolioOrder left, FolioOrder right) => left.Value > right.Value;

    /// <summary>Compares two orders.</summary>
    public static bool operator <=(FolioOrder left, FolioOrder right) => left.Value <= right.Value;

    /// <summary>Compares two orders.</summary>
    public static bool operator >=(FolioOrder left, FolioOrder right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(FolioOrder other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => "order " + Value.ToString(CultureInfo.InvariantCulture);
}
