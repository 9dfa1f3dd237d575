using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>
/// A grid of cases of one scenario: kernels, the values of its <c>given</c>s, and knobs. The text is read once for each kernel,
/// whatever the number of cases; <see cref="Run"/> may be called from several threads.
/// </summary>
/// <example>
/// <code>
/// SweepPlan plan = SweepPlan.Create(
///     SourceText.From("map heap 2M\nwrite heap[..1M]\nmadvise heap hugepage\nkhugepaged scan"),
///     ["mainline"],
///     [SweepSetting.Parse("khugepaged/max_ptes_none=0,255,256,511")]);
/// Console.WriteLine(plan.Count); // 4
/// </code>
/// </example>
public sealed class SweepPlan
{
    /// <summary>The most cases of a grid.</summary>
    public const long Most = 100_000_000;

    private readonly SweepSetting[] _knobs;
    private readonly SweepKernel[] _kernels;
    private readonly int _givens;
    private readonly RunLimits _limits;

    private SweepPlan(string path, ImmutableArray<SweepAxis> axes, int givens, SweepSetting[] knobs, SweepKernel[] kernels, string identity, RunLimits limits)
    {
        Path = path;
        Axes = axes;
        _givens = givens;
        _limits = limits;
        _knobs = knobs;
        _kernels = kernels;
        Identity = identity;
        Count = axes.Aggregate(1L, (count, axis) => Math.Min(Most + 1, count * axis.Values.Length));
    }

    /// <summary>The scenario's file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The axes: the kernel, then the givens in the order of the text, then the knobs in the order they were set.</summary>
    public ImmutableArray<SweepAxis> Axes { get; }

    /// <summary>The place of the first knob among the axes; their number where no knob is set.</summary>
    public int FirstKnob => _givens + 1;

    /// <summary>How many cases there are.</summary>
    public long Count { get; }

    /// <summary>The same for the same texts, values and program only: what a half finished sweep is resumed by.</summary>
    public string Identity { get; }

    /// <summary>Plans a sweep.</summary>
    /// <param name="source">The scenario.</param>
    /// <param name="kernels">The kernel models; without any, the scenario's own.</param>
    /// <param name="settings">What is set to which values: names of givens, else paths of knobs.</param>
    /// <param name="limits">What each case may take before it is stopped; the default ones unless said.</param>
    /// <exception cref="SweepException">A name or a value that the scenario or a machine does not know, or too many cases.</exception>
    public static SweepPlan Create(SourceText source, IReadOnlyList<string> kernels, IReadOnlyList<SweepSetting> settings, RunLimits? limits = null)
    {
        BoundScenario[] bound = kernels.Count == 0
            ? [ScenarioFile.Bind(source, new RunOptions())]
            : [.. kernels.Select(kernel => ScenarioFile.Bind(source, new RunOptions { Kernel = kernel }))];
        BoundScenario first = Array.Find(bound, scenario => scenario.HasErrors) ?? bound[0];
        if (first.HasErrors)
        {
            Diagnostic wrong = first.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            ResultDiagnostic reported = DiagnosticConverter.Convert(wrong, source);
            throw new SweepException(string.Create(
                CultureInfo.InvariantCulture,
                $"{reported.File ?? source.Path}:{reported.Line}:{reported.Column}: {reported.Code}: {reported.Message} See 'mthp check'."));
        }

        if (first.UsesCSharp)
        {
            throw new SweepException($"{source.Path} holds C#, which a sweep does not run.");
        }

        HashSet<string> names = [.. first.Givens.Select(given => given.Name.Text)];
        if (settings.GroupBy(setting => setting.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new SweepException($"'{twice.Key}' is set twice.");
        }

        SweepSetting[] knobs = [.. settings.Where(setting => !names.Contains(setting.Name))];
        SweepAxis[] givens = [.. first.Givens.Select((given, i) => AxisOf(given.Name.Text, i, first, settings))];
        ImmutableArray<SweepAxis> axes =
        [
            new SweepAxis(SweepAxis.Kernel, [.. bound.Select(scenario => scenario.Kernel)]),
            .. givens,
            .. knobs.Select(knob => new SweepAxis(knob.Name, knob.Values)),
        ];
        SweepKernel[] tables = [.. bound.Select(scenario => new SweepKernel(scenario, givens, knobs))];
        SweepPlan plan = new(source.Path, axes, givens.Length, knobs, tables, IdentityOf(bound, axes), limits ?? RunLimits.Default);
        if (plan.Count > Most)
        {
            throw new SweepException($"The grid has more than {Most} cases.");
        }

        SweepCheck.Knobs(plan.CaseAt(0).Values, knobs, bound, names);
        return plan;
    }

    /// <summary>The value on every axis at a point.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>; the last axis varies fastest.</param>
    public ImmutableArray<string> SettingsAt(long index)
    {
        ImmutableArray<string>.Builder settings = ImmutableArray.CreateBuilder<string>(Axes.Length);
        settings.Count = Axes.Length;
        for (int i = Axes.Length - 1; i >= 0; i--)
        {
            index = Math.DivRem(index, Axes[i].Values.Length, out long place);
            settings[i] = Axes[i].Values[(int)place];
        }

        return settings.MoveToImmutable();
    }

    /// <summary>Runs the case at a point, on a machine of its own.</summary>
    public CaseResult RunCase(long index)
    {
        (int kernel, ScenarioCase values, string[] knobs) = CaseAt(index);
        SweepKernel table = _kernels[kernel];
        RunOptions options = new() { Limits = _limits, Kernel = table.Scenario.Kernel, Knobs = _knobs.Length == 0 ? null : table.Knobs.With(knobs) };
        return new CaseRun(table.Scenario, values, options, program: null).Run();
    }

    /// <summary>Runs the case at a point, and measures its end.</summary>
    public SweepRow Run(long index)
    {
        CaseResult result = RunCase(index);
        string message = result.Status == ResultStatus.Error
            ? result.Diagnostics.First(diagnostic => diagnostic.Severity == ResultSeverity.Error).Message
            : "";
        return new SweepRow(index, SettingsAt(index), result.Status, message, SweepMetrics.Of(result));
    }

    private (int Kernel, ScenarioCase Values, string[] Knobs) CaseAt(long index)
    {
        string[] knobs = new string[_knobs.Length];
        for (int i = knobs.Length - 1; i >= 0; i--)
        {
            index = Math.DivRem(index, _knobs[i].Values.Length, out long place);
            knobs[i] = _knobs[i].Values[(int)place];
        }

        KeyValuePair<string, ExpressionValue>[] values = new KeyValuePair<string, ExpressionValue>[_givens];
        int[] places = new int[_givens];
        for (int i = _givens - 1; i >= 0; i--)
        {
            index = Math.DivRem(index, Axes[i + 1].Values.Length, out long place);
            places[i] = (int)place;
        }

        for (int i = 0; i < _givens; i++)
        {
            values[i] = new(Axes[i + 1].Name, _kernels[index].Givens[i][places[i]]);
        }

        return ((int)index, new ScenarioCase(values), knobs);
    }

    private static SweepAxis AxisOf(string name, int place, BoundScenario scenario, IReadOnlyList<SweepSetting> settings)
    {
        if (settings.FirstOrDefault(setting => setting.Name == name) is not { } set)
        {
            return new SweepAxis(name, [.. scenario.Cases.Select(values => values.Values[place].Value.ToString()).Distinct()]);
        }

        string? wrong = set.Values.FirstOrDefault(value => SweepValues.TryNumber(value) is null);
        return wrong is null
            ? new SweepAxis(name, set.Values)
            : throw new SweepException($"'{wrong}' is no value for the given '{name}': it is a number or a size.");
    }

    private static string IdentityOf(BoundScenario[] scenarios, ImmutableArray<SweepAxis> axes)
    {
        StringBuilder text = new();
        text.Append(typeof(SweepPlan).Assembly.ManifestModule.ModuleVersionId).Append(typeof(Machine).Assembly.ManifestModule.ModuleVersionId);
        foreach (SourceText source in scenarios[0].Includes.Values.Select(parsed => parsed.Source).Prepend(scenarios[0].Source))
        {
            text.Append('\n').Append(source.Text.Length).Append(':').Append(source.Text);
        }

        foreach (SweepAxis axis in axes)
        {
            text.Append('\n').Append(axis.Name).Append('=').AppendJoin(',', axis.Values);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
