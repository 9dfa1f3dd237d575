using MthpDsl.Vocabulary;

namespace MthpDsl.Language;

/// <content>The kernel's words: advice, steps, counters, trace events.</content>
internal sealed partial class Binder
{
    /// <summary>Checks that a name is one of the words of a list.</summary>
    public void Word(NameSyntax name, WordRow[] words, DiagnosticDescriptor unknown)
    {
        if (!Array.Exists(words, row => row.Name == name.Text))
        {
            Report(Nameless(unknown, name.Span, name.Text, Suggestions.Nearest(name.Text, words.Select(row => row.Name))));
        }
    }

    public void Counter(NameSyntax name)
    {
        if (VmstatTable.Find(name.Text) is null)
        {
            string? nearest = Suggestions.Nearest(name.Text, VmstatTable.Rows.Select(row => row.Name));
            Report(Nameless(MeaningDiagnostics.UnknownCounter, name.Span, name.Text, nearest));
        }
    }

    public void BindSmaps(NameSyntax field, ComparisonSyntax comparison)
    {
        SmapsRow? row = SmapsTable.Find(field.Text);
        if (row is null)
        {
            string? nearest = Suggestions.Nearest(field.Text, SmapsTable.Rows.Select(candidate => candidate.Name));
            Report(Nameless(MeaningDiagnostics.UnknownSmapsField, field.Span, field.Text, nearest));
            Evaluate(comparison.Value);
        }
        else if (row.IsSize)
        {
            Size(comparison.Value, SizeRules.None);
        }
        else
        {
            Comparison(comparison, "a number of VMAs");
        }
    }

    public void BindTrace(ExpectTrace expectation)
    {
        TraceEventRow? row = TraceTable.Find(expectation.Event.Text);
        if (row is null)
        {
            string? nearest = Suggestions.Nearest(expectation.Event.Text, TraceTable.Rows.Select(candidate => candidate.Name));
            Report(Nameless(MeaningDiagnostics.UnknownTraceEvent, expectation.Event.Span, expectation.Event.Text, nearest));
            return;
        }

        foreach (TraceFieldSyntax field in expectation.Fields)
        {
            BindTraceField(row, field);
        }
    }

    private void BindTraceField(TraceEventRow trace, TraceFieldSyntax field)
    {
        TraceFieldRow? row = Array.Find(trace.Fields, candidate => candidate.Name == field.Name.Text);
        if (row is null || (row.Kernels & _kernel.Set) == 0)
        {
            IEnumerable<string> names = trace.Fields.Where(known => (known.Kernels & _kernel.Set) != 0).Select(known => known.Name);
            string? nearest = Suggestions.Nearest(field.Name.Text, names);
            Report(Nameless(MeaningDiagnostics.UnknownTraceField, field.Name.Span, field.Name.Text, nearest, trace.Name, _kernel.Name));
            return;
        }

        switch (row.Kind)
        {
            case TraceFieldKind.Number:
                Count(field.Value, 0, long.MaxValue, "a number");
                break;
            case TraceFieldKind.Status when field.Value is NameExpressionSyntax status:
                CheckStatus(status);
                break;
            case TraceFieldKind.Process when field.Value is NameExpressionSyntax process:
                if (!_processes.ContainsKey(process.Name) && !MayExist(process.Name))
                {
                    Report(Nameless(
                        MeaningDiagnostics.UnknownProcess, process.Span, process.Name, Suggestions.Nearest(process.Name, _processes.Keys)));
                }

                break;
            case TraceFieldKind.Word when field.Value is NameExpressionSyntax word && Array.IndexOf(row.Words!, word.Name) >= 0:
                break;
            default:
                Report(MeaningDiagnostics.BadTraceValue, field.Value.Span, field.Value.ToString(), field.Name.Text);
                break;
        }
    }

    private void CheckStatus(NameExpressionSyntax status)
    {
        if (!Array.Exists(ScanResultTable.Rows, row => row.Word == status.Name))
        {
            string? nearest = Suggestions.Nearest(status.Name, ScanResultTable.Rows.Select(row => row.Word));
            Report(Nameless(MeaningDiagnostics.UnknownStatus, status.Span, status.Name, nearest));
        }
    }

    private void CheckReserved(NameSyntax name, HashSet<string> words)
    {
        if (words.Contains(name.Text))
        {
            Report(MeaningDiagnostics.ReservedName, name.Span, name.Text);
        }
    }
}
