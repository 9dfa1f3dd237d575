using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

/// <summary>
/// The engine of the prompt: statements of the language and C# over one machine. Every input that went well joins a history, which undo
/// shortens and <c>#save</c> writes as a scenario; one that did not leaves no trace.
/// </summary>
/// <example>
/// <code>
/// var session = new ReplSession();
/// session.Submit("map heap 2M");
/// ReplAnswer answer = session.Submit("heap.Write()");
/// </code>
/// </example>
public sealed partial class ReplSession
{
    private readonly CSharpLimits _limits;
    private ReplDocument _document = ReplDocument.Empty;
    private ReplRun _run;

    /// <summary>A session with an empty machine.</summary>
    /// <param name="kernel">The kernel model; null for the default.</param>
    /// <param name="limits">What an input may use; null for no end of time and two GiB.</param>
    public ReplSession(string? kernel = null, CSharpLimits? limits = null)
    {
        _limits = limits ?? new CSharpLimits(TimeSpan.MaxValue, 2.GiB());
        _document = _document with { Kernel = kernel };
        _run = ReplRun.Of(_document, out _, out _);
    }

    /// <summary>The machine as it is now; undo, and an input that failed, put another in its place.</summary>
    public Machine Machine => _run.Session.Machine;

    /// <summary>What was done, as a scenario.</summary>
    public string History => _document.Text;

    /// <summary>Whether nothing is missing from an input; else the prompt asks for another line.</summary>
    public static bool IsComplete(string input) => ReplInput.IsComplete(input);

    /// <summary>Does what an input says.</summary>
    /// <param name="input">A statement, several lines of them, C#, or a command.</param>
    /// <param name="stop">Ends it before its end.</param>
    public ReplAnswer Submit(string input, CancellationToken stop = default)
    {
        string text = input.ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
        {
            return ReplAnswer.Empty;
        }

        if (ReplInput.IsCommand(text))
        {
            return ReplCommands.Run(this, text, stop);
        }

        ParsedScenario parsed = ScenarioParser.Parse(SourceText.From(text));
        return parsed.HasErrors ? RunCSharp(text, 0, parsed, stop) : RunAll(parsed, stop);
    }

    /// <summary>Compiles something small, so that the first C# of the user does not wait for the compiler to load.</summary>
    public static void WarmUp() => new ReplScript(new ReplGlobals(() => throw new InvalidOperationException())).Compile("1 + 1", out _);

    /// <summary>Statements one by one, to the first that goes wrong; the answer shows them as one.</summary>
    private ReplAnswer RunAll(ParsedScenario parsed, CancellationToken stop)
    {
        if (parsed.Statements.Count == 1)
        {
            return RunOne(parsed.Statements[0], stop);
        }

        SnapshotResult before = Look("before");
        List<ReplAnswer> answers = [];
        foreach (StatementSyntax statement in parsed.Statements)
        {
            answers.Add(RunOne(statement, stop));
            if (!answers[^1].IsOk)
            {
                break;
            }
        }

        return new ReplAnswer
        {
            Lines = [.. answers.SelectMany(answer => answer.Lines).Where(line => line != NothingChanged)],
            Diagnostics = [.. answers.SelectMany(answer => answer.Diagnostics)],
            Moments = ReplChanges.Between(before, Look("after")),
            PageSize = PageSize,
        };
    }

    private ReplAnswer RunOne(StatementSyntax statement, CancellationToken stop)
    {
        int line = statement.Source.PositionOf(statement.Span.Start).Line - 1;
        return statement switch
        {
            DoStatement block => RunCSharp(block.Code.Code.Trim(), line, null, stop),
            ExpectCSharp block => RunExpectation(block.Code.Code.Trim(), line, stop),
            _ => RunStatement(statement.Source.ToString(statement.Span), line, stop),
        };
    }

    private SnapshotResult Look(string name) => _run.Session.Look(name);

    private ByteSize PageSize => new(Machine.Geometry.PageSize);

    /// <summary>Goes back to what the history says: an input that stopped in its midst has left a machine that nobody understands.</summary>
    private void Restore() => _run = ReplRun.Of(_document, out _, out _);
}
