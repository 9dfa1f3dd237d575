using System.Globalization;

namespace MthpDsl.Language;

/// <summary>What an expression stands for.</summary>
public enum ValueKind
{
    /// <summary>A bare number.</summary>
    Count,

    /// <summary>Bytes.</summary>
    Size,
}

/// <summary>The value of an expression.</summary>
/// <param name="Kind">A size, or a count.</param>
/// <param name="Amount">Bytes of a size, the number of a count; may be negative.</param>
public sealed record ExpressionValue(ValueKind Kind, long Amount)
{
    /// <summary>As the language writes it, and as cases are named by it: <c>64K</c>, <c>3</c>.</summary>
    public override string ToString() =>
        Kind == ValueKind.Size && Amount >= 0 ? SizeFormat.Format(Amount) : Amount.ToString(CultureInfo.InvariantCulture);
}
