using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>How a statement is written in C; <see cref="ExportTable"/> lists all.</summary>
/// <param name="Name">The name of its row in the language's table.</param>
/// <param name="Place">What comes before its calls.</param>
/// <param name="Write">Writes the calls.</param>
internal sealed record ExportRow(string Name, ExportPlace Place, Action<StatementSyntax, ExportState> Write)
{
    /// <summary>A row whose writer knows its statement's type.</summary>
    public static ExportRow Of<T>(string name, ExportPlace place, Action<T, ExportState> write)
        where T : StatementSyntax => new(name, place, (statement, state) => write((T)statement, state));

    /// <summary>A statement that no real kernel can be made to do.</summary>
    public static ExportRow Impossible(string name, string why) =>
        new(name, ExportPlace.Nowhere, (statement, _) => throw ExportFailure.Impossible(statement, why));
}

/// <summary>What the program says about where it is before a statement's calls.</summary>
internal enum ExportPlace
{
    /// <summary>Nothing: the statement only holds others, or says what the scenario is.</summary>
    Nowhere,

    /// <summary>Its line; the faults of the statement before stay countable.</summary>
    Line,

    /// <summary>Its line, and that its faults count from here.</summary>
    Step,
}
