using System.Globalization;

namespace MthpDsl.Mutation;

/// <summary>The score, folder by folder, and what survived.</summary>
internal static class Summary
{
    /// <summary>Prints what is known: the table, then the mutants that no check found.</summary>
    public static void Write(RunFolder folder, TextWriter output)
    {
        IReadOnlyList<Mutant> mutants = Mutant.Read(folder.Report);
        Dictionary<int, Outcome> outcomes = new Outcomes(folder.Outcomes).Read();
        output.WriteLine("| Folder | Mutants | Killed | Timeout | Survived | Not reached | Not tried | Score |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (IGrouping<string, Mutant> group in mutants.GroupBy(mutant => mutant.Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            WriteRow(group.Key, [.. group], outcomes, output);
        }

        WriteRow("all", mutants, outcomes, output);
        output.WriteLine();
        WriteSurvivors(mutants, outcomes, Explanations.Read(folder.Explained), output);
    }

    private static void WriteSurvivors(IReadOnlyList<Mutant> mutants, Dictionary<int, Outcome> outcomes, Explanations explanations, TextWriter output)
    {
        int all = 0;
        int explained = 0;
        foreach (Mutant mutant in mutants)
        {
            if (!outcomes.TryGetValue(mutant.Id, out Outcome? outcome) || outcome.Status is not (OutcomeStatus.Survived or OutcomeStatus.NoCoverage))
            {
                continue;
            }

            string? why = explanations.Of(mutant);
            all++;
            explained += why is null ? 0 : 1;
            why ??= outcome.Status == OutcomeStatus.NoCoverage ? "no check comes here" : outcome.Tried < outcome.Reaching ? "not all checks were tried" : "not explained";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{mutant.File}:{mutant.Line}:{mutant.Column}\t{outcome.Tried}/{outcome.Reaching}\t{mutant.Mutator}\t{mutant.Original}\t{mutant.Replacement}\t{why}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all} survived, {explained} of them explained"));
    }

    private static void WriteRow(string name, IReadOnlyList<Mutant> mutants, Dictionary<int, Outcome> outcomes, TextWriter output)
    {
        int Count(OutcomeStatus status) => mutants.Count(mutant => outcomes.TryGetValue(mutant.Id, out Outcome? outcome) && outcome.Status == status);
        int killed = Count(OutcomeStatus.Killed);
        int timeout = Count(OutcomeStatus.Timeout);
        int survived = Count(OutcomeStatus.Survived);
        int unreached = Count(OutcomeStatus.NoCoverage);
        int tried = killed + timeout + survived + unreached;
        double score = tried == 0 ? 0 : 100.0 * (killed + timeout) / tried;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {mutants.Count} | {killed} | {timeout} | {survived} | {unreached} | {mutants.Count - tried} | {score:F1} % |"));
    }
}
