using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Scenarios.Sessions;

namespace MthpDsl.Scripting.Repl;

/// <content>Statements of the language.</content>
public sealed partial class ReplSession
{
    private const string NothingChanged = "no layout changed";

    /// <summary>A mapping is touched by the next input, if at all.</summary>
    private const string NeverTouched = "MTHP2042";

    private ReplAnswer RunStatement(string text, int line, CancellationToken stop)
    {
        ReplEntry entry = new(text, null);
        BoundScenario bound = _document.Bind(text + "\n");
        ResultDiagnostic[] found = NewDiagnostics(bound, line);
        if (found.Any(diagnostic => diagnostic.Severity == ResultSeverity.Error))
        {
            return new ReplAnswer { Diagnostics = [.. found] };
        }

        StatementSyntax statement = bound.Statements[_document.Entries.Length];
        if (statement is ScenarioStatement or KernelStatement or MachineStatement or GivenStatement)
        {
            return Begin(entry, bound, found);
        }

        SnapshotResult before = Look("before");
        SessionStep? step = null;
        GuardedEnd end = GuardedRun.Run(
            () => step = _run.Session.Run(statement, bound, CSharpHost.CompileOnly(bound, statement)), _limits, stop, out Exception? thrown);
        if (end != GuardedEnd.Finished || step is null)
        {
            Restore();
            return Ended(end, thrown);
        }

        ResultDiagnostic[] all = [.. found, .. step.Diagnostics.Select(diagnostic => Moved(diagnostic, line))];
        return Join(entry, statement, step) ? Changed(before, statement, all, step) : new ReplAnswer { Diagnostics = [.. all] };
    }

    /// <summary>Takes a statement into the history if it can be done again; else undoes what it did.</summary>
    private bool Join(ReplEntry entry, StatementSyntax statement, SessionStep step)
    {
        if (entry.After(statement, step) is { } joined)
        {
            _document = _document.Add(joined);
            return true;
        }

        if (!statement.Definition.IsExpectation)
        {
            Restore();
        }

        return false;
    }

    private ReplAnswer Changed(SnapshotResult before, StatementSyntax statement, ResultDiagnostic[] found, SessionStep step)
    {
        SnapshotResult after = Look("after");
        ReplAnswer answer = new()
        {
            Lines = [.. ReplChanges.Gone(before, after)],
            Diagnostics = [.. found],
            Moments = ReplChanges.Between(before, after),
            PageSize = PageSize,
        };
        bool isSilent = statement is LetStatement or SnapshotStatement || step.Status != ResultStatus.Passed;
        return statement.Definition.IsExpectation ? answer with { Lines = ["holds"] }
            : answer.Moments.IsEmpty && answer.Lines.IsEmpty && !isSilent ? answer with { Lines = [NothingChanged] }
            : answer;
    }

    /// <summary>A statement about the scenario as a whole: the machine begins anew.</summary>
    private ReplAnswer Begin(ReplEntry entry, BoundScenario bound, ResultDiagnostic[] found)
    {
        _document = _document.Add(entry);
        Restore();
        string? first = bound.Cases.Count > 1 ? $"of {bound.Cases.Count} cases this session is {bound.Cases[0]}" : null;
        return new ReplAnswer { Diagnostics = [.. found], Lines = first is null ? [] : [first] };
    }

    private ResultDiagnostic[] NewDiagnostics(BoundScenario bound, int line)
    {
        int known = _document.Text.Length;
        return
        [
            .. bound.Diagnostics
                .Where(diagnostic => diagnostic.Source != bound.Source || (diagnostic.Span.Start >= known && diagnostic.Code != NeverTouched))
                .Select(diagnostic => Moved(DiagnosticConverter.Convert(diagnostic, bound.Source), line)),
        ];
    }

    /// <summary>The place in the input of what was found in the whole session.</summary>
    private ResultDiagnostic Moved(ResultDiagnostic diagnostic, int line) => diagnostic.File is not null
        ? diagnostic
        : diagnostic with { Line = diagnostic.Line - _document.Text.Count(letter => letter == '\n') + line };

    private ReplAnswer Ended(GuardedEnd end, Exception? thrown) => end switch
    {
        GuardedEnd.Stopped => ReplAnswer.Refused("Stopped; the session is as it was before."),
        GuardedEnd.TookTooMuch => ReplAnswer.Refused($"Ended, since it held more than {_limits.Memory}; the session is as it was before."),
        GuardedEnd.TookTooLong => ReplAnswer.Refused($"Ended, since it ran longer than {_limits.Time}; the session is as it was before."),
        _ => ReplAnswer.Refused($"{thrown!.GetType().Name}: {thrown.Message}", "the session is as it was before"),
    };
}
