namespace MthpDsl.Language;

/// <summary>One statement. Its type says which; <see cref="StatementTable"/> lists all.</summary>
public abstract record StatementSyntax : SyntaxNode
{
    /// <summary>The text it stands in, which may be an included file's.</summary>
    public SourceText Source { get; internal set; } = SourceText.Empty;

    /// <summary>The keyword it begins with.</summary>
    public TextSpan KeywordSpan { get; internal set; }

    /// <summary>Its row in the table: keyword, grammar, help, example.</summary>
    public abstract StatementDefinition Definition { get; }

    /// <inheritdoc/>
    public virtual bool Equals(StatementSyntax? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    internal abstract void Bind(Binder binder);
}
