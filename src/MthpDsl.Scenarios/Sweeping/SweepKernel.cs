using MthpDsl.Language;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>What all cases of one kernel model share: the bound scenario, the parsed values, the places of the knobs.</summary>
internal sealed class SweepKernel(BoundScenario scenario, SweepAxis[] givens, SweepSetting[] knobs)
{
    public BoundScenario Scenario { get; } = scenario;

    /// <summary>By given, then by the place of the value on its axis.</summary>
    public ExpressionValue[][] Givens { get; } =
        [.. givens.Select((axis, i) => axis.Values.Select(value => ValueOf(value, i, scenario)).ToArray())];

    public KnobOverrides Knobs { get; } = KnobOverrides.For(scenario, knobs.Select(knob => KeyValuePair.Create(knob.Name, "")));

    private static ExpressionValue ValueOf(string text, int given, BoundScenario scenario) =>
        scenario.Cases.Select(values => values.Values[given].Value).FirstOrDefault(value => value.ToString() == text)
        ?? SweepValues.TryNumber(text)
        ?? throw new SweepException($"'{text}' is no number and no size.");
}
