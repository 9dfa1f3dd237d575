using MthpDsl.Vocabulary;

namespace MthpDsl.Language;

/// <summary>
/// Walks the statements in the order they run and checks what can be known before: each statement says in its own file what
/// it uses and defines. Parts: values, mappings and processes, sysfs, headers, words.
/// </summary>
internal sealed partial class Binder
{
    private readonly ParsedScenario _parsed;
    private readonly BindOptions _options;
    private readonly List<Diagnostic> _diagnostics = [];
    private bool _usesCSharp;
    private bool _expectsFailure;

    public Binder(ParsedScenario parsed, BindOptions options)
    {
        _parsed = parsed;
        _options = options;
        Source = parsed.Source;
        _current = new("main");
        _processes.Add("main", _current);
        _includeStack.Add(parsed.Source.Path);
        OverrideKernel();
    }

    /// <summary>The text of the statement that is bound.</summary>
    public SourceText Source { get; private set; }

    public BinderResult Run()
    {
        if (_parsed.Statements.Count == 0 && _parsed.Diagnostics.Count == 0)
        {
            Report(MeaningDiagnostics.NothingThere, new(0, 0));
        }

        foreach (StatementSyntax statement in _parsed.Statements)
        {
            Bind(statement);
        }

        WarnAtEnd();
        IReadOnlyList<ScenarioCase> cases = EnumerateCases();
        return new(_title, _kernel.Name, _kernelSpan, _givens, _machine, _includes, _usesCSharp, cases, _diagnostics);
    }

    public void Report(Diagnostic diagnostic)
    {
        if (_diagnostics.Count < SyntaxLimits.DiagnosticsMax)
        {
            _diagnostics.Add(diagnostic);
        }
    }

    public void Report(DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments) =>
        Report(new Diagnostic(descriptor, Source, span, arguments));

    public void Report(EvaluationError error) => Report(error.In(Source));

    /// <summary>Warns of an expectation that cannot hold, whatever the kernel does.</summary>
    public void CanOnlyFail(TextSpan span, string reason) => Report(MeaningDiagnostics.ExpectCanOnlyFail, span, reason);

    public void BindCSharp(CSharpSyntax code)
    {
        _usesCSharp = true;
        _quotedByCSharp.Add(code.Code);
    }

    /// <summary>Statements of a block: the values they name end with it.</summary>
    public void Nested(SyntaxList<StatementSyntax> statements, Action? before = null)
    {
        _scopes.Add([]);
        _nesting++;
        before?.Invoke();
        foreach (StatementSyntax statement in statements)
        {
            Bind(statement);
        }

        _nesting--;
        _scopes.RemoveAt(_scopes.Count - 1);
    }

    /// <summary>A statement that must fail: what the kernel would refuse is then no mistake.</summary>
    public void BindFailure(ExpectFailure failure)
    {
        string outcome = failure.Outcome.Text;
        WordRow[] outcomes = [.. Words.Errnos, .. Words.Findings];
        Word(failure.Outcome, outcomes, MeaningDiagnostics.UnknownErrno);
        StatementSyntax statement = failure.Statement;
        while (statement is InStatement { IsBlock: false } inner)
        {
            statement = inner.Body.Items[0];
        }

        if (!CanFail(statement))
        {
            Report(MeaningDiagnostics.CannotFail, statement.Span, Source.ToString(statement.KeywordSpan));
        }
        else if (outcome == "absent" && statement is not KhugepagedStatement)
        {
            Report(MeaningDiagnostics.AbsentIsKhugepaged, failure.Outcome.Span, Source.ToString(statement.KeywordSpan));
        }

        bool before = _expectsFailure;
        _expectsFailure = true;
        Bind(failure.Statement);
        _expectsFailure = before;
    }

    private static bool CanFail(StatementSyntax statement) => !statement.Definition.IsExpectation && statement
        is not (ScenarioStatement or KernelStatement or GivenStatement or MachineStatement or LetStatement or IncludeStatement
            or SnapshotStatement or ForStatement or RepeatStatement or AtStatement or DoStatement or InStatement { IsBlock: true });

    private void Bind(StatementSyntax statement)
    {
        CheckPlace(statement);
        statement.Bind(this);
    }

    private void WarnAtEnd()
    {
        if (!_anyNameMayExist && !_usesCSharp)
        {
            foreach (MappingOrigin origin in _origins.Where(origin => !origin.IsTouched && !_poisoned.Contains(origin.Name.Text)))
            {
                Report(new Diagnostic(MeaningDiagnostics.NeverTouched, origin.Source, origin.Name.Span, origin.Name.Text));
            }
        }

        WarnOfMaxPtesNone();
    }
}
