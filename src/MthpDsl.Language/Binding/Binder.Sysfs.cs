using MthpDsl.Vocabulary;

namespace MthpDsl.Language;

/// <content>Writes to sysfs, and what is expected there.</content>
internal sealed partial class Binder
{
    private const string SysfsRoot = "/sys/kernel/mm/transparent_hugepage/";

    // With a capacity the start does not wait for the JIT, which would make the empty array of this type.
    private readonly List<(SourceText Source, TextSpan Span, long Value, long Full)> _maxPtesNone = new(capacity: 4);
    private bool _smallSizeEnabled;

    private SysfsTree Tree => SysfsTree.For(_pageSize ?? MachineSettings.PageSizeDefault);

    public void BindWrite(SysfsWriteSyntax write)
    {
        string? value = KnownText(write.Value);
        foreach (SysfsFile file in Resolve(write.Path))
        {
            if (file.Knob is not { ReadOnly: false } knob)
            {
                ReportUnlessExpected(new(MeaningDiagnostics.ReadOnlyKnob, Source, write.Path.Span, file.Path));
                return;
            }

            if (!knob.Modelled)
            {
                Report(MeaningDiagnostics.KnobNotModelled, write.Path.Span, file.Path);
                return;
            }

            if (value is not null && !CheckValue(write, file, knob, value))
            {
                return;
            }
        }
    }

    public void BindExpectedFile(ExpectSysfs expectation)
    {
        if (expectation.Path.IsGlob)
        {
            Report(MeaningDiagnostics.GlobExpected, expectation.Path.Span, expectation.Path.Text);
            return;
        }

        // A path with braces stands for files of one kind: the first says which.
        if (Resolve(expectation.Path).FirstOrDefault() is not { } file)
        {
            return;
        }

        if (file.Knob is { Kind: KnobValueKind.Word } word)
        {
            BindExpectedWord(expectation, file, word);
        }
        else
        {
            BindExpectedNumber(expectation, file);
        }
    }

    private void BindExpectedWord(ExpectSysfs expectation, SysfsFile file, KnobRow knob)
    {
        if (expectation.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
        {
            Report(MeaningDiagnostics.WordsHaveNoOrder, expectation.Value.Span, file.Path);
        }
        else if (KnownText(expectation.Value) is { } text && !knob.Words.Contains(text))
        {
            ReportBadValue(expectation.Value, file, text, knob.Words);
        }
    }

    private void BindExpectedNumber(ExpectSysfs expectation, SysfsFile file)
    {
        if (expectation.Value.Expression is not { } expression || expectation.Value.IsString)
        {
            ReportBadValue(expectation.Value, file, expectation.Value.Text, []);
            return;
        }

        if (Count(expression, 0, long.MaxValue, "what is there") is not { } number)
        {
            return;
        }

        long max = file.Knob is { ReadOnly: false } knob ? MaxOf(knob) : long.MaxValue;
        ComparisonOperator operation = expectation.Operator;
        if (number == 0 && operation == ComparisonOperator.Less)
        {
            CanOnlyFail(expectation.Value.Span, "nothing is less than 0");
        }
        else if (number > max && operation is ComparisonOperator.Equal or ComparisonOperator.GreaterOrEqual or ComparisonOperator.Greater)
        {
            CanOnlyFail(expectation.Value.Span, $"{file.Path} is at most {max}");
        }
    }

    /// <summary>The files a path stands for; of one that is not known to the end, those it may stand for.</summary>
    private List<SysfsFile> Resolve(SysfsPathSyntax path)
    {
        if (path.Text.StartsWith("/", StringComparison.Ordinal))
        {
            bool below = path.Text.StartsWith(SysfsRoot, StringComparison.Ordinal);
            Report(Nameless(MeaningDiagnostics.UnknownKnob, path.Span, path.Text, below ? path.Text.Substring(SysfsRoot.Length) : null));
            return [];
        }

        (string text, bool isCertain) = KnownPath(path);
        List<SysfsFile> all = text.IndexOf('*') >= 0
            ? [.. Tree.Matching(text)]
            : Tree.Find(text) is { } found ? [found] : [];
        List<SysfsFile> files = all.FindAll(file => (file.Kernels & _kernel.Set) != 0);
        if (files.Count > 0 || (!isCertain && _pageSize is null))
        {
            return files;
        }

        if (all.Count > 0)
        {
            ReportUnlessExpected(OfOtherKernel(path, all[0]));
        }
        else if (_pageSize is not null)
        {
            string[] paths = [.. Tree.Files.Where(file => (file.Kernels & _kernel.Set) != 0).Select(file => file.Path)];
            string? nearest = SizeNames.Nearest(text, paths) ?? Suggestions.Nearest(text, paths);
            ReportUnlessExpected(Nameless(MeaningDiagnostics.UnknownKnob, path.Span, path.Text, nearest));
        }

        return [];
    }

    private Diagnostic OfOtherKernel(SysfsPathSyntax path, SysfsFile file)
    {
        string kernels = string.Join(", ", KernelTable.Rows.Where(row => (row.Set & file.Kernels) != 0).Select(row => row.Name));
        return new(MeaningDiagnostics.KnobOfOtherKernel, Source, path.Span, _kernel.Name, path.Text, kernels);
    }

    /// <summary>The path with its braces resolved; <c>*</c> stands where a value differs from case to case.</summary>
    private (string Text, bool IsCertain) KnownPath(SysfsPathSyntax path)
    {
        if (path.Parts.Count == 1 && path.Parts[0].Expression is null)
        {
            return (path.Text, true);
        }

        bool certain = true;
        IEnumerable<string> parts = path.Parts.Select(part =>
        {
            if (part.Expression is null)
            {
                return part.Text;
            }

            if (Evaluate(part.Expression) is { Kind: { } kind, Amount: { } amount and >= 0 })
            {
                return kind == ValueKind.Size ? SizeFormat.Sysfs(amount) : new ExpressionValue(kind, amount).ToString();
            }

            certain = false;
            return "*";
        });
        return (string.Concat(parts), certain);
    }

    /// <summary>What is written, where that is the same in every case.</summary>
    private string? KnownText(SysfsValueSyntax value)
    {
        if (value.Expression is null || !SysfsEvaluator.UsesNames(value.Expression, name => FindOrPoisoned(name) is not null))
        {
            return value.Text;
        }

        return Evaluate(value.Expression) is { Kind: not null, Amount: { } amount }
            ? new ExpressionValue(ValueKind.Count, amount).ToString()
            : null;
    }

    private bool CheckValue(SysfsWriteSyntax write, SysfsFile file, KnobRow knob, string value)
    {
        bool good = knob.Kind switch
        {
            KnobValueKind.Word => knob.Words.Contains(value),
            KnobValueKind.Flag => value is "0" or "1",
            KnobValueKind.KernelBool => value.Length > 0 && ("yYtT1nNfF0".IndexOf(value[0]) >= 0 || IsOnOrOff(value)),
            _ => SysfsTree.NumberOf(value) is { } number && number >= knob.Min.For(PmdPages) && number <= MaxOf(knob),
        };
        if (!good)
        {
            ReportBadValue(write.Value, file, value, knob.Words, knob);
            return false;
        }

        Note(write, file, knob, value);
        return true;
    }

    private static bool IsOnOrOff(string value) =>
        value[0] is 'o' or 'O' && value.Length > 1 && "nNfF".IndexOf(value[1]) >= 0;

    private void ReportBadValue(SysfsValueSyntax value, SysfsFile file, string text, string[] words, KnobRow? knob = null)
    {
        string takes = words.Length > 0 ? string.Join(", ", words) : knob?.Kind switch
        {
            KnobValueKind.Flag => "0 or 1",
            KnobValueKind.KernelBool => "1, 0, y, n, on or off",
            KnobValueKind.Number => $"{knob.Min.For(PmdPages)} to {MaxOf(knob)}",
            _ => "a number",
        };
        string? nearest = Suggestions.Nearest(text, words);
        Diagnostic diagnostic = Nameless(MeaningDiagnostics.BadKnobValue, value.Span, text, nearest, file.Path, takes);
        ReportUnlessExpected(diagnostic);
    }

    /// <summary>What the warnings at the end are about.</summary>
    private void Note(SysfsWriteSyntax write, SysfsFile file, KnobRow knob, string value)
    {
        if (knob.Scope == KnobScope.AnonSizes && knob.Path == "enabled" && value != "never" && file.Order < Tree.PmdOrder)
        {
            _smallSizeEnabled = true;
        }

        long full = PmdPages - 1;
        if (knob.Path == "khugepaged/max_ptes_none" && SysfsTree.NumberOf(value) is { } number && number > 0 && number < full)
        {
            _maxPtesNone.Add((Source, write.Value.Span, number, full));
        }
    }

    private void WarnOfMaxPtesNone()
    {
        if (!_smallSizeEnabled || (_kernel.Set & KernelSet.PresentBitmap) == 0)
        {
            return;
        }

        foreach ((SourceText source, TextSpan span, long value, long full) in _maxPtesNone)
        {
            Report(new Diagnostic(MeaningDiagnostics.MaxPtesNoneActsAsZero, source, span, value, full));
        }
    }

    private long PmdPages => 1L << Tree.PmdOrder;

    private long MaxOf(KnobRow knob) => knob.Max.For(PmdPages);

    private void ReportUnlessExpected(Diagnostic diagnostic)
    {
        if (!_expectsFailure)
        {
            Report(diagnostic);
        }
    }
}
