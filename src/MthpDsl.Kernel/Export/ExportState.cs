using System.Text;
using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Export;

/// <summary>
/// What is known while the statements of one case are written: names and their values, processes and the sizes of their mappings.
/// All of it is known before the program runs, so every range and number of the program is a constant.
/// </summary>
internal sealed class ExportState
{
    /// <summary>The name of the first process.</summary>
    public const string Main = "main";

    private const int StatementsMax = 20_000;

    // A compiler's time grows faster than the length of a function.
    private const int StatementsInFunction = 100;
    private readonly List<StringBuilder> _functions = [new()];
    private readonly Dictionary<string, Dictionary<string, long>> _processes = new(StringComparer.Ordinal) { [Main] = [] };
    private readonly BoundScenario _scenario;
    private List<string>? _captured;
    private string? _file;
    private int _statements;

    public ExportState(BoundScenario scenario, ScenarioCase values, EvaluatedMachine machine)
    {
        _scenario = scenario;
        Machine = machine;
        Random = new SplitMix((ulong)machine.Seed);
        Evaluation = new EvaluationContext(machine.PageSize, values.ToDictionary());
    }

    /// <summary>The statements so far, as the bodies of C functions to be called one after the other.</summary>
    public IReadOnlyList<string> Bodies => [.. _functions.Select(function => function.ToString())];

    public EvaluatedMachine Machine { get; }

    /// <summary>Draws random pages as the simulator's machine does.</summary>
    public SplitMix Random { get; }

    public EvaluationContext Evaluation { get; private set; }

    /// <summary>The process whose statements are written.</summary>
    public string Process { get; set; } = Main;

    /// <summary>Processes in all, <c>main</c> and every fork.</summary>
    public int ProcessCount { get; private set; } = 1;

    /// <summary>The processes need a memory cgroup.</summary>
    public bool NeedsGroup { get; set; }

    /// <summary>Snapshots keep what pages hold.</summary>
    public bool NeedsContents { get; set; }

    /// <summary>What each <c>include</c> stands for.</summary>
    public ParsedScenario Included(IncludeStatement statement) => _scenario.Includes[statement];

    public void Bind(string name, ExpressionValue value) => Evaluation = Evaluation with
    {
        Values = new Dictionary<string, ExpressionValue>(Evaluation.Values, StringComparer.Ordinal) { [name] = value },
    };

    /// <summary>Forgets the names that a block has bound.</summary>
    public void Restore(EvaluationContext outer) => Evaluation = outer;

    /// <summary>Says where the program is; a step is a statement whose faults count from here.</summary>
    public void Begin(StatementSyntax statement, bool isStep)
    {
        if (++_statements > StatementsMax)
        {
            throw new ExportFailure(new Diagnostic(KernelDiagnostics.TooLong, statement.Source, statement.Span, StatementsMax));
        }

        if (_statements % StatementsInFunction == 0)
        {
            _functions.Add(new StringBuilder());
        }

        string? file = ReferenceEquals(statement.Source, _scenario.Source) ? null : statement.Source.Path;
        if (file != _file)
        {
            _file = file;
            Line("in_file(" + (file is null ? "NULL" : CText.String(file)) + ");");
        }

        LinePosition at = statement.Source.PositionOf(statement.Span.Start);
        string place = $"{CText.Number(at.Line)}, {CText.Number(at.Column)}, {CText.String(Headline.Of(statement))});";
        Line(isStep ? $"step({CText.String(Process)}, {place}" : "at(" + place);
    }

    /// <summary>A call that can fail: its result is the errno.</summary>
    public void Call(string function, params string[] arguments)
    {
        string call = function + "(" + string.Join(", ", arguments) + ")";
        if (_captured is not null)
        {
            _captured.Add(call);
        }
        else
        {
            Line("must(" + call + ");");
        }
    }

    /// <summary>A call that cannot fail.</summary>
    public void Do(string function, params string[] arguments) => Line(function + "(" + string.Join(", ", arguments) + ");");

    /// <summary>The calls of a statement that is expected to fail; what it would have changed is forgotten.</summary>
    public IReadOnlyList<string> Capture(Action write)
    {
        List<string> calls = [];
        Dictionary<string, Dictionary<string, long>> before = _processes.ToDictionary(
            pair => pair.Key, pair => new Dictionary<string, long>(pair.Value, StringComparer.Ordinal), StringComparer.Ordinal);
        _captured = calls;
        try
        {
            write();
        }
        finally
        {
            _captured = null;
            _processes.Clear();
            foreach ((string name, Dictionary<string, long> mappings) in before)
            {
                _processes[name] = mappings;
            }
        }

        return calls;
    }

    /// <summary>A line of C that is not a call.</summary>
    public void Line(string line) => _functions[^1].Append('\t').Append(line).Append('\n');

    public void Map(string name, long size) => _processes[Process][name] = size;

    public void Unname(string name) => _processes[Process].Remove(name);

    /// <summary>The size of a mapping of the current process.</summary>
    public long SizeOf(StatementSyntax statement, NameSyntax name) => _processes[Process].TryGetValue(name.Text, out long size)
        ? size
        : throw NameFailure(statement, name, $"is no mapping of process '{Process}'");

    public void Fork(StatementSyntax statement, NameSyntax name)
    {
        if (_processes.ContainsKey(name.Text))
        {
            throw NameFailure(statement, name, "is already a process");
        }

        _processes[name.Text] = new Dictionary<string, long>(_processes[Process], StringComparer.Ordinal);
        ProcessCount++;
    }

    public void Exit(string name) => _processes.Remove(name);

    public void RequireProcess(StatementSyntax statement, NameSyntax name)
    {
        if (!_processes.ContainsKey(name.Text))
        {
            throw NameFailure(statement, name, "is no process that runs");
        }
    }

    public long Size(StatementSyntax statement, ExpressionSyntax expression) =>
        Require(statement, ExpressionEvaluator.EvaluateSize(expression, Evaluation));

    public long Count(StatementSyntax statement, ExpressionSyntax expression) =>
        Require(statement, ExpressionEvaluator.EvaluateCount(expression, Evaluation));

    public ExpressionValue Value(StatementSyntax statement, ExpressionSyntax expression) =>
        Require(statement, ExpressionEvaluator.Evaluate(expression, Evaluation));

    /// <summary>A range in bytes from its mapping's start.</summary>
    public ByteRange Bytes(StatementSyntax statement, RangeSyntax range) =>
        Require(statement, RangeEvaluator.Evaluate(range, SizeOf(statement, range.Mapping), Evaluation));

    /// <summary>A range as C: <c>in("main", "heap", 0, 64 * KiB)</c>.</summary>
    public string Range(StatementSyntax statement, RangeSyntax range)
    {
        ByteRange bytes = Bytes(statement, range);
        return $"in({CText.String(Process)}, {CText.String(range.Mapping.Text)}, {CText.Size(bytes.Start)}, {CText.Size(bytes.End)})";
    }

    public static T Require<T>(StatementSyntax statement, Evaluated<T> evaluated) => evaluated.Error is { } error
        ? throw new ExportFailure(error.In(statement.Source))
        : evaluated.Value;

    public static ExportFailure NameFailure(StatementSyntax statement, NameSyntax name, string what) =>
        new(new Diagnostic(KernelDiagnostics.Name, statement.Source, name.Span, name.Text, what));
}
