namespace MthpDsl.Language;

/// <summary>What is known of a value before the scenario runs.</summary>
/// <param name="Kind">Null where even that is not known: the name's statement is broken.</param>
/// <param name="Amount">Null where it differs from case to case.</param>
internal readonly record struct PartialValue(ValueKind? Kind, long? Amount)
{
    public bool IsZero => Amount == 0;
}
