namespace MthpDsl.Language;

/// <summary>
/// A part of a scenario as it was written. Immutable. Two nodes are equal where they say the same, wherever they stand
/// and however they are spaced.
/// </summary>
public abstract record SyntaxNode
{
    /// <summary>Where it stands in its source text.</summary>
    public TextSpan Span { get; internal set; }

    /// <summary>Compares what the nodes say; the place is no part of it.</summary>
    public virtual bool Equals(SyntaxNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The node in canonical form, as the formatter writes it.</summary>
    public sealed override string ToString()
    {
        SyntaxWriter writer = new(source: null);
        WriteTo(writer);
        return writer.ToString();
    }

    internal abstract void WriteTo(SyntaxWriter writer);
}
