namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>Turns a scenario in which refused statements were forgiven into one that runs to the same place by itself.</summary>
internal static class FuzzReproduction
{
    public static string Of(FuzzSubject subject)
    {
        string[] lines = subject.Text.Split('\n');
        foreach ((int line, string word) in subject.Refusals.DistinctBy(refusal => refusal.Line))
        {
            string text = lines[line - 1];
            string statement = text.TrimStart();
            if (!statement.StartsWith("expect ", StringComparison.Ordinal) && !statement.EndsWith('{'))
            {
                lines[line - 1] = text[..^statement.Length] + $"expect {word} from {statement}";
            }
        }

        string expecting = string.Join('\n', lines);
        return expecting == subject.Text || new FuzzSubject(expecting, check: false).Scenario.HasErrors ? subject.Text : expecting;
    }
}
