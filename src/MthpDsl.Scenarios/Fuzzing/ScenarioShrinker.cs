namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>Makes a scenario smaller as long as it still fails the same way.</summary>
/// <param name="fails">Whether a scenario does, and how much work it was to see that.</param>
/// <param name="work">How much may be spent.</param>
internal sealed class ScenarioShrinker(Func<FuzzScenario, (bool Fails, long Work)> fails, long work)
{
    private long _left = work;

    /// <summary>The smallest scenario found with so much work.</summary>
    public FuzzScenario Shrink(FuzzScenario scenario)
    {
        for (bool smaller = true; smaller && _left > 0;)
        {
            FuzzScenario before = scenario;
            scenario = WithoutChunks(scenario);
            scenario = OneByOne(scenario);
            smaller = !ReferenceEquals(scenario, before);
        }

        return scenario;
    }

    private FuzzScenario WithoutChunks(FuzzScenario scenario)
    {
        for (int size = scenario.Statements.Count / 2; size > 0; size /= 2)
        {
            for (int i = 0; i + size <= scenario.Statements.Count && _left > 0;)
            {
                FuzzScenario candidate = scenario with { Statements = [.. scenario.Statements.Take(i), .. scenario.Statements.Skip(i + size)] };
                if (Fails(candidate))
                {
                    scenario = candidate;
                }
                else
                {
                    i++;
                }
            }
        }

        return scenario;
    }

    private FuzzScenario OneByOne(FuzzScenario scenario)
    {
        for (int i = 0; i < scenario.Statements.Count; i++)
        {
            foreach (IReadOnlyList<FuzzStatement> simpler in Simpler(scenario.Statements[i]))
            {
                FuzzScenario candidate = scenario with
                {
                    Statements = [.. scenario.Statements.Take(i), .. simpler, .. scenario.Statements.Skip(i + 1)],
                };
                if (_left > 0 && Fails(candidate))
                {
                    return candidate;
                }
            }
        }

        return scenario;
    }

    // What could stand in a statement's place: its body, itself with a shorter body, or with a plainer line.
    private static IEnumerable<IReadOnlyList<FuzzStatement>> Simpler(FuzzStatement statement)
    {
        if (statement.Body is { } body)
        {
            yield return body;
            for (int i = 0; body.Count > 1 && i < body.Count; i++)
            {
                yield return [statement with { Body = [.. body.Take(i), .. body.Skip(i + 1)] }];
            }
        }

        int bracket = statement.Text.IndexOf('[', StringComparison.Ordinal);
        int close = statement.Text.IndexOf(']', StringComparison.Ordinal);
        if (bracket > 0 && close > bracket)
        {
            yield return [statement with { Text = statement.Text.Remove(bracket, close - bracket + 1) }];
        }

        foreach (string part in (string[])[" backwards", " with zeros"])
        {
            if (statement.Text.Contains(part, StringComparison.Ordinal))
            {
                yield return [statement with { Text = statement.Text.Replace(part, "", StringComparison.Ordinal) }];
            }
        }

        int every = statement.Text.IndexOf(" every ", StringComparison.Ordinal);
        int offset = statement.Text.IndexOf(" offset ", StringComparison.Ordinal);
        if (Math.Max(every, offset) is var cut and > 0)
        {
            yield return [statement with { Text = statement.Text[..cut] }];
        }
    }

    private bool Fails(FuzzScenario candidate)
    {
        (bool stillFails, long spent) = fails(candidate);
        _left -= spent;
        return stillFails;
    }
}
