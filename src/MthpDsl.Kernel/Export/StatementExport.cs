using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Writes statements one after the other; one that has no C does not hide the next.</summary>
internal sealed class StatementExport(List<Diagnostic> diagnostics)
{
    /// <summary>Writes statements and all that they hold.</summary>
    public static void WriteAll(IEnumerable<StatementSyntax> statements, ExportState state)
    {
        foreach (StatementSyntax statement in statements)
        {
            Write(statement, state);
        }
    }

    /// <summary>Writes one statement.</summary>
    public static void Write(StatementSyntax statement, ExportState state)
    {
        ExportRow row = ExportTable.Find(statement);
        if (row.Place != ExportPlace.Nowhere)
        {
            state.Begin(statement, row.Place == ExportPlace.Step);
        }

        row.Write(statement, state);
    }

    /// <summary>Writes the statements of a scenario's top level and collects what cannot be written.</summary>
    public void WriteScenario(IEnumerable<StatementSyntax> statements, ExportState state)
    {
        foreach (StatementSyntax statement in statements)
        {
            try
            {
                Write(statement, state);
            }
            catch (ExportFailure failure)
            {
                Report(failure.Diagnostic);
            }
        }
    }

    // Every case and every turn of a loop would say the same again.
    private void Report(Diagnostic diagnostic)
    {
        if (!diagnostics.Exists(known =>
            ReferenceEquals(known.Source, diagnostic.Source) && known.Span == diagnostic.Span && known.Message == diagnostic.Message))
        {
            diagnostics.Add(diagnostic);
        }
    }
}
