using MthpDsl.Vocabulary;

namespace MthpDsl.Language;

/// <content>What says which scenario it is: title, kernel, machine, givens, includes; and where such statements may stand.</content>
internal sealed partial class Binder
{
    /// <summary>More combinations of givens than anybody waits for.</summary>
    private const int CasesMax = 10_000;

    private readonly List<GivenStatement> _givens = [];
    private readonly List<string> _includeStack = [];
    private readonly Dictionary<IncludeStatement, ParsedScenario> _includes = new(ReferenceComparer.Instance);
    private KernelRow _kernel = KernelTable.Find(KernelTable.Default)!;
    private TextSpan? _kernelSpan;
    private MachineSettings _machine = new();
    private string? _title;
    private StatementSyntax? _firstStatement;
    private StatementSyntax? _firstThatRuns;
    private bool _kernelIsNamed;
    private bool _machineIsSaid;
    private int _nesting;

    public void BindScenario(ScenarioStatement statement)
    {
        // The title of an included file is for its own runs.
        if (_includeStack.Count == 1)
        {
            _title ??= statement.Title.Value;
        }
    }

    public void BindKernel(KernelStatement statement)
    {
        if (_kernelIsNamed)
        {
            Report(MeaningDiagnostics.SaidTwice, statement.Span, "The kernel");
            return;
        }

        _kernelIsNamed = true;
        KernelRow? row = KernelTable.Find(statement.Name.Text);
        if (row is null)
        {
            string? nearest = Suggestions.Nearest(statement.Name.Text, KernelTable.Rows.Select(candidate => candidate.Name));
            Report(Nameless(MeaningDiagnostics.UnknownKernel, statement.Name.Span, statement.Name.Text, nearest));
        }
        else if (_options.KernelOverride is null)
        {
            (_kernel, _kernelSpan) = (row, statement.Name.Span);
        }
    }

    public void BindGiven(GivenStatement statement)
    {
        DefineValue(statement.Name, statement.Values);
        if (_givens.TrueForAll(given => given.Name.Text != statement.Name.Text))
        {
            _givens.Add(statement);
        }
    }

    public void BindMachine(MachineStatement statement)
    {
        if (_machineIsSaid)
        {
            Report(MeaningDiagnostics.SaidTwice, statement.KeywordSpan, "The machine");
            return;
        }

        _machineIsSaid = true;
        _machine = _machine with { Source = Source };
        HashSet<Type> said = [];
        foreach (MachineSettingSyntax setting in statement.Settings.Items)
        {
            if (!said.Add(setting.GetType()))
            {
                Report(MeaningDiagnostics.SaidTwice, setting.Span, "The setting");
            }

            BindSetting(setting);
        }
    }

    public void BindInclude(IncludeStatement statement)
    {
        SourceText? text = _options.Includes?.Resolve(Source, statement.File.Value);
        if (text is null)
        {
            Report(MeaningDiagnostics.IncludeNotFound, statement.File.Span, statement.File.Value);
            _anyNameMayExist = true;
            return;
        }

        if (_includeStack.Contains(text.Path))
        {
            Report(MeaningDiagnostics.IncludeCycle, statement.File.Span, statement.File.Value);
            return;
        }

        if (_includeStack.Count > SyntaxLimits.NestingDepthMax)
        {
            Report(SyntaxDiagnostics.NestedTooDeeply, statement.Span, SyntaxLimits.NestingDepthMax);
            return;
        }

        ParsedScenario included = ScenarioParser.Parse(text);
        foreach (Diagnostic diagnostic in included.Diagnostics)
        {
            Report(diagnostic);
        }

        _includes[statement] = included;
        SourceText before = Source;
        Source = text;
        _includeStack.Add(text.Path);
        foreach (StatementSyntax inner in included.Statements)
        {
            Bind(inner);
        }

        _includeStack.RemoveAt(_includeStack.Count - 1);
        Source = before;
    }

    /// <summary>A statement that could not be read may have defined any name on its line.</summary>
    public void BindBroken(BrokenStatement statement)
    {
        string text = Source.ToString(statement.Span);
        for (int i = 0; i < text.Length && text[i] is not ('\n' or '\r'); i++)
        {
            int start = i;
            while (i < text.Length && LineScanner.IsNamePart(text[i]))
            {
                i++;
            }

            if (i - start is > 0 and <= SyntaxLimits.NameLengthMax && _poisoned.Count < CasesMax)
            {
                _poisoned.Add(text.Substring(start, i - start));
            }
        }

        IEnumerable<KeyValuePair<string, MappingState>> resized = MayResize(text) ? _current.Mappings : [];
        foreach (MappingState mapping in resized.Where(pair => _poisoned.Contains(pair.Key)).Select(pair => pair.Value))
        {
            mapping.Size = null;
        }

        Nested(statement.Body);
    }

    /// <summary>Whether a broken line may have meant a statement that gives a mapping another size: one misspelt word must not hide a later mistake.</summary>
    private static bool MayResize(string line)
    {
        int end = 0;
        while (end < line.Length && LineScanner.IsNamePart(line[end]))
        {
            end++;
        }

        string word = line.Substring(0, end);
        string? meant = StatementTable.Keywords.Contains(word) ? word : Suggestions.Nearest(word, StatementTable.Keywords);
        return meant is null or "map" or "grow" or "shrink" or "move" or "in" or "for" or "repeat" or "at";
    }

    private void OverrideKernel()
    {
        if (_options.KernelOverride is { } name)
        {
            _kernel = KernelTable.Find(name) ?? throw new ArgumentException($"No kernel model is called '{name}'.");
        }
    }

    private void BindSetting(MachineSettingSyntax setting)
    {
        switch (setting)
        {
            case MemorySetting memory:
                Size(memory.Size, SizeRules.PositivePages);
                _machine = _machine with { Memory = memory.Size };
                break;
            case PageSizeSetting page:
                BindPageSize(page);
                break;
            case ArchSetting arch:
                _machine = _machine with { Arch = arch.Name };
                break;
            case SwapSetting swap:
                Size(swap.Size, SizeRules.PositivePages);
                _machine = _machine with { Swap = swap };
                break;
            case SeedSetting seed:
                Count(seed.Number, 0, long.MaxValue, "a seed");
                _machine = _machine with { Seed = seed.Number };
                break;
        }
    }

    private void BindPageSize(PageSizeSetting setting)
    {
        _pageSize = null;
        long? size = Size(setting.Size, SizeRules.Positive);
        _machine = _machine with { PageSize = setting.Size };
        if (size is not null && PageSizes.PmdOrderOf(size.Value) is null)
        {
            Report(MeaningDiagnostics.BadPageSize, setting.Size.Span, setting.Size.ToString());
            return;
        }

        _pageSize = size;
    }

    /// <summary>Where a statement may stand: the title first, then what says which machine it is, then what runs on it.</summary>
    private void CheckPlace(StatementSyntax statement)
    {
        bool isHeader = statement is ScenarioStatement or KernelStatement or GivenStatement or MachineStatement;
        string keyword = isHeader ? statement.Definition.Name : "";
        if (isHeader && _nesting > 0)
        {
            Report(MeaningDiagnostics.NotInBlock, statement.KeywordSpan, keyword);
        }
        else if (statement is ScenarioStatement ? _firstStatement is not null && _includeStack.Count == 1 : isHeader && _firstThatRuns is not null)
        {
            Report(
                statement is ScenarioStatement ? MeaningDiagnostics.TitleFirst : MeaningDiagnostics.TooLate, statement.KeywordSpan, keyword);
        }

        _firstStatement ??= statement;
        if (!isHeader && statement is not (LetStatement or IncludeStatement or BrokenStatement))
        {
            _firstThatRuns ??= statement;
        }
    }

    private List<ScenarioCase> EnumerateCases()
    {
        long count = 1;
        foreach (GivenStatement given in _givens)
        {
            count *= given.Values.Count;
            if (count > CasesMax)
            {
                Report(MeaningDiagnostics.TooManyCases, given.Span, CasesMax);
                return [];
            }
        }

        List<ScenarioCase> cases = [new([])];
        foreach (GivenStatement given in _givens)
        {
            cases = [.. cases.SelectMany(known => given.Values.Select(value => Extend(known, given, value)))];
        }

        return cases;
    }

    private ScenarioCase Extend(ScenarioCase known, GivenStatement given, ExpressionSyntax value)
    {
        EvaluationContext context = new(_pageSize ?? MachineSettings.PageSizeDefault, known.ToDictionary());
        Evaluated<ExpressionValue> evaluated = ExpressionEvaluator.Evaluate(value, context);
        if (evaluated.Error is { } error && _diagnostics.TrueForAll(known => known.Span != error.Span || known.Descriptor != error.Descriptor))
        {
            Report(error);
        }

        return new([.. known.Values, new(given.Name.Text, evaluated.Value)]);
    }

    /// <summary>Includes are told apart by place, not by what they say.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<IncludeStatement>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(IncludeStatement? x, IncludeStatement? y) => ReferenceEquals(x, y);

        public int GetHashCode(IncludeStatement obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
