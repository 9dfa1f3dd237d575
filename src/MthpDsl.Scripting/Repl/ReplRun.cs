using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Scenarios.Sessions;
using MthpDsl.Scripting.Blocks;

namespace MthpDsl.Scripting.Repl;

/// <summary>One life of the machine: what a document did, on a machine of its own. Undo and a stop begin another.</summary>
internal sealed class ReplRun
{
    private readonly ReplScript _script;

    private ReplRun(BoundScenario scenario)
    {
        Session = new ScenarioSession(scenario, new RunOptions { BeforeStatement = GuardedRun.Tick });
        _script = new ReplScript(new ReplGlobals(() => new BlockScope(Session.Scope)));
    }

    /// <summary>The machine and the language.</summary>
    public ScenarioSession Session { get; }

    /// <summary>C#.</summary>
    public ReplScript Script => _script;

    /// <summary>Does on a new machine what a document says. What its C# prints was printed before.</summary>
    /// <param name="document">Entries that ran before without an error.</param>
    /// <param name="actual">The document as it is true now: under another kernel statements can end otherwise.</param>
    /// <param name="differs">What ended otherwise.</param>
    public static ReplRun Of(ReplDocument document, out ReplDocument actual, out IReadOnlyList<ResultDiagnostic> differs)
    {
        BoundScenario scenario = document.Bind();
        ReplRun run = new(scenario);
        List<ResultDiagnostic> found = [];
        List<ReplEntry> entries = [];
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            for (int i = 0; i < document.Entries.Length; i++)
            {
                SessionStep? step = run.Again(document.Entries[i], scenario.Statements[i], scenario);
                found.AddRange(step?.Diagnostics ?? []);
                entries.AddRange(document.Entries[i].After(scenario.Statements[i], step) is { } entry ? [entry] : []);
            }
        }
        finally
        {
            Console.SetOut(output);
        }

        differs = found;
        actual = document with { Entries = [.. entries] };
        return run;
    }

    private static ResultDiagnostic False(StatementSyntax statement, BoundScenario scenario) => DiagnosticConverter.Convert(
        new Diagnostic(ExpectationDiagnostics.CSharp, statement.Source, statement.Span, ((ExpectCSharp)statement).Code.Code.Trim()), scenario.Source);

    private SessionStep? Again(ReplEntry entry, StatementSyntax statement, BoundScenario scenario)
    {
        if (entry.Code is { } code)
        {
            bool holds = _script.Replay(code) is not false || statement is not ExpectCSharp;
            return holds ? null : new SessionStep(ResultStatus.Failed, [False(statement, scenario)], null);
        }

        return Session.Run(statement, scenario, CSharpHost.CompileOnly(scenario, statement));
    }
}
