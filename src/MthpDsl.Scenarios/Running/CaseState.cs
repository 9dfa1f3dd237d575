using MthpDsl.Language;
using MthpDsl.Scenarios.Snapshots;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Running;

/// <summary>All that changes while one case runs: the machine, the current process, the bound names, what was reported.</summary>
internal sealed class CaseState
{
    private readonly Dictionary<Process, long> _faultsBefore = [];
    private readonly HashSet<string> _layoutsThatHeld = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sizesSeen = new(StringComparer.Ordinal);

    public CaseState(Machine machine, BoundScenario scenario, RunOptions options, ScenarioNeeds needs)
    {
        Machine = machine;
        Guard = new LimitGuard(options.Limits, machine);
        Includes = scenario.Includes;
        Options = options;
        Process = machine.Main;
        Reports = new CaseReports(scenario.Source, options.Observer);
        Snapshots = new SnapshotRecorder(machine, needs.Contents, options.Observer);
        Evaluation = new EvaluationContext(machine.Geometry.PageSize, new Dictionary<string, ExpressionValue>());
    }

    public Machine Machine { get; }

    public RunOptions Options { get; }

    /// <summary>Stops what takes too much.</summary>
    public LimitGuard Guard { get; }

    /// <summary>A statement was stopped half way: the machine tells nothing any more.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The scenario's C#; null where there is none, or none is allowed.</summary>
    public ICSharpProgram? CSharp { get; set; }

    /// <summary>What the names in a block of C# stand for now.</summary>
    public CSharpScope CSharpScope => new(Process, Evaluation.Values);

    /// <summary>What each <c>include</c> stands for.</summary>
    public IReadOnlyDictionary<IncludeStatement, ParsedScenario> Includes { get; set; }

    /// <summary>The word of <c>expect ERRNO from</c> that fits the statement that was refused last.</summary>
    public string? Refusal { get; set; }

    /// <summary>The process whose statements run: <c>main</c>, or that of the innermost <c>in</c>.</summary>
    public Process Process { get; set; }

    /// <summary>The values of <c>given</c>, <c>for</c> and <c>let</c> that are bound now.</summary>
    public EvaluationContext Evaluation { get; private set; }

    /// <summary>What was reported; a session begins anew with every statement.</summary>
    public CaseReports Reports { get; set; }

    public SnapshotRecorder Snapshots { get; }

    /// <summary>Whether the scenario says that a real kernel's outcome stands in it.</summary>
    public bool IsRecording { get; set; }

    /// <summary>Whether what is expected now was read by a recorder after its run: only expectations follow, in a recording.</summary>
    public bool IsReadByRecorder { get; set; }

    /// <summary>The ranges whose layout a recorder has read as expected since its last operation.</summary>
    public IReadOnlySet<string> LayoutsThatHeld => _layoutsThatHeld;

    /// <summary>The folio sizes that some layout of an expectation showed, as sysfs names them: <c>hugepages-64kB</c>.</summary>
    public IReadOnlySet<string> SizesSeen => _sizesSeen;

    /// <summary>Notes what an expectation of a layout saw and how it went.</summary>
    public void LayoutRead(RangeSyntax range, FolioLayout layout, bool holds)
    {
        if (IsRecording)
        {
            IEnumerable<LayoutRun> folios = layout.Runs.Where(run => run.Kind == RunKind.Folio);
            _sizesSeen.UnionWith(folios.Select(run => Machine.Sysfs.Directory(run.Order)));
        }

        if (IsReadByRecorder && holds)
        {
            _layoutsThatHeld.Add(range.ToString());
        }
    }

    /// <summary>Whether a statement runs in the middle of a collapse, where the machine is between two states.</summary>
    public bool IsRacing { get; set; }

    /// <summary>Gives the machine up.</summary>
    public void Abandon() => IsAbandoned = true;

    /// <summary>Binds a name until <see cref="Restore"/> goes back before it.</summary>
    public void Bind(string name, ExpressionValue value) => Evaluation = Evaluation with
    {
        Values = new Dictionary<string, ExpressionValue>(Evaluation.Values, StringComparer.Ordinal) { [name] = value },
    };

    /// <summary>Forgets the names that a block has bound.</summary>
    public void Restore(EvaluationContext outer) => Evaluation = outer;

    /// <summary>Marks the faults so far, so that <c>expect faults</c> sees those of the statement that begins now.</summary>
    public void BeginStatement() => _faultsBefore[Process] = Process.Faults;

    /// <summary>Faults that the statement before took in the current process.</summary>
    public long FaultsOfLastStatement => Process.Faults - _faultsBefore.GetValueOrDefault(Process);

    /// <summary>Faults of all processes since the scenario began.</summary>
    public long TotalFaults
    {
        get
        {
            long faults = 0;
            foreach (Process process in Machine.Processes)
            {
                faults += process.Faults;
            }

            return faults;
        }
    }

    /// <summary>The bytes of an expression that is a size.</summary>
    public ByteSize Size(StatementSyntax statement, ExpressionSyntax expression) =>
        new(Require(statement, ExpressionEvaluator.EvaluateSize(expression, Evaluation)));

    /// <summary>The value of an expression that is an address, in bytes.</summary>
    public long Address(StatementSyntax statement, ExpressionSyntax expression) =>
        Require(statement, ExpressionEvaluator.EvaluateAddress(expression, Evaluation));

    /// <summary>The value of an expression that is a count.</summary>
    public long Count(StatementSyntax statement, ExpressionSyntax expression) =>
        Require(statement, ExpressionEvaluator.EvaluateCount(expression, Evaluation));

    /// <summary>The value of any expression.</summary>
    public ExpressionValue Value(StatementSyntax statement, ExpressionSyntax expression) =>
        Require(statement, ExpressionEvaluator.Evaluate(expression, Evaluation));

    /// <summary>A process that still runs.</summary>
    public Process FindProcess(StatementSyntax statement, NameSyntax name)
    {
        Process process = Machine.FindProcess(name.Text)
            ?? throw NameFailure(statement, name, "is no process");
        return process.IsAlive
            ? process
            : throw NameFailure(statement, name, "has exited");
    }

    /// <summary>The mapping of a name in the current process.</summary>
    public Mapping Mapping(StatementSyntax statement, NameSyntax name) => Process.Find(name.Text)
        ?? throw NameFailure(statement, name, "is no mapping of process '" + Process.Name + "'");

    /// <summary>The addresses of a range in the current process.</summary>
    public VirtualRange Range(StatementSyntax statement, RangeSyntax range)
    {
        Mapping mapping = Mapping(statement, range.Mapping);
        ByteRange bytes = Require(statement, RangeEvaluator.Evaluate(range, mapping.Size.Bytes, Evaluation));
        return new VirtualRange(mapping.Range.Start + bytes.Start, bytes.Length);
    }

    /// <summary>A value, or the end of the case with what is wrong with its expression.</summary>
    public static T Require<T>(StatementSyntax statement, Evaluated<T> evaluated) => evaluated.Error is { } error
        ? throw new StatementFailure(error.In(statement.Source))
        : evaluated.Value;

    /// <summary>The end of the case because a name is there or not there at run time.</summary>
    public static StatementFailure NameFailure(StatementSyntax statement, NameSyntax name, string what) =>
        new(new Diagnostic(RuntimeDiagnostics.NameAtRunTime, statement.Source, name.Span, name.Text, what));

    /// <summary>The end of the case because no snapshot shows a mapping.</summary>
    public StatementFailure NotSeen(StatementSyntax statement, StringSyntax since, Mapping mapping) => new(new Diagnostic(
        RuntimeDiagnostics.NameAtRunTime,
        statement.Source,
        since.Span,
        since.Value,
        "is no snapshot that shows '" + mapping.Name + "' of process '" + Process.Name + "'"));

    /// <summary>Where a range lies in its mapping, in pages.</summary>
    public (long First, long Count) PagesOf(Mapping mapping, VirtualRange range)
    {
        int shift = Machine.Geometry.PageShift;
        return ((range.Start - mapping.Range.Start) >> shift, range.Length >> shift);
    }
}
