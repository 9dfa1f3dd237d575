namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>Tries properties on scenarios made at random.</summary>
/// <param name="properties">What must hold.</param>
/// <param name="kernels">The kernel models that scenarios are made for.</param>
internal sealed class Fuzzer(IReadOnlyList<FuzzProperty> properties, IReadOnlyList<string> kernels)
{
    private const long ShrinkWork = 4_000_000;

    /// <summary>Makes the scenario of a seed and tries every property on it.</summary>
    /// <param name="seed">Any number; the same one makes the same scenario, always.</param>
    /// <param name="found">Gets what fails as it was made, before a smaller scenario is looked for.</param>
    /// <returns>What fails, with the smallest scenario found that fails so; null where all is well.</returns>
    public FuzzFailure? Try(ulong seed, Action<FuzzFailure>? found = null)
    {
        FuzzScenario scenario = ScenarioGenerator.Make(seed, kernels);
        FuzzSubject subject = new(scenario.ToString(), check: true);
        foreach (FuzzProperty property in properties)
        {
            // Bits that the generator has not looked at.
            bool isDue = new FuzzRandom(~seed).Next(property.OneIn) == 0;
            if (isDue && property.Fault(subject) is { } fault)
            {
                found?.Invoke(new FuzzFailure(seed, property.Name, fault, scenario.ToString()));
                return Smallest(scenario, property, fault);
            }
        }

        return null;
    }

    /// <summary>The scenario of a seed, in the language.</summary>
    /// <param name="seed">Any number.</param>
    public string Scenario(ulong seed) => ScenarioGenerator.Make(seed, kernels).ToString();

    private static FuzzFailure Smallest(FuzzScenario scenario, FuzzProperty property, string fault)
    {
        // A scenario that no longer binds fails otherwise.
        bool binds = !new FuzzSubject(scenario.ToString(), check: false).Scenario.HasErrors;
        string code = Code(fault);
        ScenarioShrinker shrinker = new(
            candidate =>
            {
                FuzzSubject subject = new(candidate.ToString(), check: true);
                return (subject.Scenario.HasErrors == !binds && property.Fault(subject) is { } other && Code(other) == code, subject.Work);
            },
            ShrinkWork);
        FuzzSubject smallest = new(shrinker.Shrink(scenario).ToString(), check: true);
        string message = property.Fault(smallest) ?? fault;
        return new FuzzFailure(scenario.Seed, property.Name, message, FuzzReproduction.Of(smallest));
    }

    // Two faults are alike where their diagnostics are.
    private static string Code(string fault)
    {
        int at = fault.IndexOf("MTHP", StringComparison.Ordinal);
        return at < 0 ? "" : fault.Substring(at, Math.Min(8, fault.Length - at));
    }
}
