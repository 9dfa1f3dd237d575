namespace MthpDsl.Language;

/// <summary>
/// What the rules share while one text is parsed: the text, what was found wrong, and the failure that got furthest in the
/// statement at hand. Sprache's own messages are never shown; the furthest failure is what becomes a diagnostic.
/// </summary>
internal sealed class ParseContext(SourceText source)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<string> _expected = [];
    private Diagnostic? _specific;

    public SourceText Source { get; } = source;

    public string Text { get; } = source.Text;

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Blocks and nested statements that are open.</summary>
    public int Depth { get; set; }

    /// <summary>Where the furthest failure is, or -1.</summary>
    public int FurthestFailure { get; private set; } = -1;

    /// <summary>The braces do not match any more and it has been said: no further message about them.</summary>
    public bool IsTornApart { get; set; }

    /// <summary>Where the line behind a brace that opens nothing begins, or -1.</summary>
    public int StrayBraceEnd { get; set; } = -1;

    /// <summary>The furthest failure swallows the rest of the text.</summary>
    public bool EndsAtFailure => _specific?.Descriptor == SyntaxDiagnostics.CSharpNotClosed;

    /// <summary>Nothing more is reported.</summary>
    public bool IsFull { get; private set; }

    public void Report(Diagnostic diagnostic)
    {
        if (IsFull)
        {
            return;
        }

        if (_diagnostics.Count == SyntaxLimits.DiagnosticsMax)
        {
            IsFull = true;
            diagnostic = new(SyntaxDiagnostics.TooManyMistakes, Source, diagnostic.Span, SyntaxLimits.DiagnosticsMax);
        }

        _diagnostics.Add(diagnostic);
    }

    public void Report(DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments) =>
        Report(new Diagnostic(descriptor, Source, span, arguments));

    /// <summary>Forgets the failures of the statement before.</summary>
    public void ForgetFailures()
    {
        FurthestFailure = -1;
        _specific = null;
        _expected.Clear();
    }

    /// <summary>Notes that something else was expected at a place.</summary>
    public void Expected(int position, string what)
    {
        if (position < FurthestFailure)
        {
            return;
        }

        Advance(position);
        if (!_expected.Contains(what))
        {
            _expected.Add(what);
        }
    }

    /// <summary>Notes a failure that has a diagnostic of its own; at one place it outranks what was expected.</summary>
    public void Fail(Diagnostic diagnostic, int position)
    {
        if (position >= FurthestFailure)
        {
            Advance(position);
            _specific ??= diagnostic;
        }
    }

    /// <summary>The diagnostic of the furthest failure.</summary>
    public Diagnostic DescribeFailure()
    {
        if (_specific is not null)
        {
            return _specific;
        }

        int position = Math.Max(FurthestFailure, 0);
        TextSpan span = LineScanner.WordAt(Text, position);
        string found = span.Length == 0 ? LineScanner.NameOfEnd(Text, position) : $"'{Source.ToString(span)}'";
        Diagnostic diagnostic = new(SyntaxDiagnostics.Unexpected, Source, span, Join(_expected), found);
        string? nearest = Suggestions.Nearest(
            Source.ToString(new(span.Start, Math.Min(span.Length, SyntaxLimits.NameLengthMax))),
            _expected.Where(word => word[0] == '\'').Select(word => word.Trim('\'')));
        return nearest is null
            ? Mended(diagnostic, span)
            : diagnostic with { Mend = Suggestions.DidYouMean(nearest), Fix = new(span, nearest) };
    }

    /// <summary>Habits of other languages, and what is written here instead.</summary>
    private Diagnostic Mended(Diagnostic diagnostic, TextSpan span)
    {
        string found = Source.ToString(new(span.Start, Math.Min(span.Length, SyntaxLimits.NameLengthMax)));
        if (found == ";")
        {
            return diagnostic with { Mend = "a statement ends with its line: leave out ';'", Fix = new(span, "") };
        }

        if (found == "=" && span.Start > 0 && Text[span.Start - 1] == '=')
        {
            return diagnostic with { Mend = "'=' compares: write one", Fix = new(span, "") };
        }

        return _expected.Count == 1 && _expected[0] == "a string in quotes" && found.Length > 0 && LineScanner.IsNamePart(found[0])
            ? diagnostic with { Mend = $"write \"{found}\"", Fix = new(span, $"\"{found}\"") }
            : diagnostic;
    }

    private static string Join(List<string> expected) => expected.Count switch
    {
        0 => "something else",
        1 => expected[0],
        _ => string.Join(", ", expected.Take(expected.Count - 1)) + " or " + expected[expected.Count - 1],
    };

    private void Advance(int position)
    {
        if (position > FurthestFailure)
        {
            FurthestFailure = position;
            _specific = null;
            _expected.Clear();
        }
    }
}
