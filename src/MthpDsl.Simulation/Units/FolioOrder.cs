using System.Globalization;

namespace MthpDsl.Simulation;

/// <summary>The order of a folio: it has <c>1 &lt;&lt; Value</c> base pages.</summary>
/// <param name="Value">0 (a base page) to the PMD order of the geometry (9, 11 or 13).</param>
public readonly record struct FolioOrder(int Value) : IComparable<FolioOrder>
{
    /// <summary>A base page.</summary>
    public static readonly FolioOrder Base;

    /// <summary>Base pages in a folio of this order.</summary>
    public int Pages => 1 << Value;

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
