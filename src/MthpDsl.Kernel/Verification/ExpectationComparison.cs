using MthpDsl.Kernel.Documents;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Kernel.Verification;

/// <summary>
/// Compares what expectations in the middle of a scenario saw: an expectation has to hold on both sides, or on neither. Counters
/// count only where they were the same in every run, and at the end their snapshot is compared instead.
/// </summary>
internal static class ExpectationComparison
{
    /// <summary>Where two runs of the kernel saw something else.</summary>
    public static IEnumerable<Difference> CompareRuns(KernelCase first, KernelCase other, StatementPlaces places)
    {
        foreach ((Observation one, Observation two) in first.Observed.Zip(other.Observed))
        {
            if (!places.IsAboutCounter(one.Place) && (one.Place != two.Place || one.Value != two.Value))
            {
                yield return new Difference(Where(one.Place, places), one.Value, two.Value);
            }
        }
    }

    /// <summary>Where simulator and kernel do not agree whether an expectation holds.</summary>
    public static IEnumerable<Difference> Compare(CaseResult simulated, IReadOnlyList<KernelCase> runs, StatementPlaces places)
    {
        ILookup<Place, ResultDiagnostic> unmet = simulated.Diagnostics
            .Where(diagnostic => diagnostic.Code.StartsWith("MTHP4", StringComparison.Ordinal))
            .ToLookup(diagnostic => new Place(diagnostic.File, diagnostic.Line, diagnostic.Column));
        foreach (IGrouping<Place, Observation> seen in runs[0].Observed.GroupBy(observation => observation.Place))
        {
            int failed = seen.Count(observation => !observation.Held);
            if (failed == unmet[seen.Key].Count() || (places.IsAboutCounter(seen.Key) && !Counts(seen.Key, runs, places)))
            {
                continue;
            }

            ResultDiagnostic? theirs = unmet[seen.Key].FirstOrDefault();
            Observation ours = seen.FirstOrDefault(observation => !observation.Held) ?? seen.First();
            yield return new Difference(
                Where(seen.Key, places), theirs is null ? "it holds" : theirs.Actual ?? theirs.Message, ours.Held ? "it holds" : ours.Value);
        }
    }

    private static bool Counts(Place place, IReadOnlyList<KernelCase> runs, StatementPlaces places) =>
        !places.IsTrailing(place)
        && runs.Select(run => string.Join(' ', run.Observed.Where(seen => seen.Place == place).Select(seen => seen.Value))).Distinct().Count() == 1;

    private static string Where(Place place, StatementPlaces places)
    {
        string file = place.File is null ? "" : place.File + " ";
        return $"{file}line {place.Line}, {places.Find(place)?.ToString() ?? "a statement"}";
    }
}
