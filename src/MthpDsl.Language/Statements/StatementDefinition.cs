using Sprache;

namespace MthpDsl.Language;

/// <summary>What stands between the braces of a statement.</summary>
public enum StatementBody
{
    /// <summary>It has no block.</summary>
    None,

    /// <summary>Statements.</summary>
    Statements,

    /// <summary>Settings of the machine.</summary>
    Settings,

    /// <summary>Writes to sysfs, one a line.</summary>
    Writes,

    /// <summary>C#.</summary>
    CSharp,
}

/// <summary>A row of the statement table: all that is to be known about a statement but what it does to the machine.</summary>
public sealed record StatementDefinition
{
    /// <summary>Its name in the grammar and in help: <c>touch</c>, <c>expect-coverage</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The words it can begin with; of an expectation, the words behind <c>expect</c>.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }

    /// <summary>The right side of its rule in <c>grammar/mthp.ebnf</c>.</summary>
    public required string Grammar { get; init; }

    /// <summary>What it means, in one to three sentences.</summary>
    public required string Help { get; init; }

    /// <summary>One line, or one block, that shows it.</summary>
    public required string Example { get; init; }

    /// <summary>What its braces hold.</summary>
    public StatementBody Body { get; init; }

    /// <summary>It is a form of <c>expect</c>.</summary>
    public bool IsExpectation { get; init; }

    /// <summary>It can bring new names into the scenario.</summary>
    internal bool DefinesNames { get; init; }

    /// <summary>The rule for what stands behind a keyword.</summary>
    internal Func<string, Parser<StatementSyntax>> Rule { get; init; } =
        _ => throw new InvalidOperationException("The statement has no rule.");

    /// <summary>The example file beside the grammar: <c>write.mthp</c>, <c>expect-coverage.mthp</c>.</summary>
    public string ExampleFile => Name + ".mthp";
}
