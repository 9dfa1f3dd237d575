using System.Globalization;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Verification;

/// <summary>
/// Compares the layouts of snapshots page by page. Folios are numbered anew within each snapshot, in the order of processes,
/// mappings and pages: so the same folio in two places is told from two folios, and numbers that differ for other reasons do not count.
/// </summary>
/// <param name="geometry">Of the scenario's machine.</param>
internal sealed class LayoutComparison(PageGeometry geometry)
{
    private const int ShownMax = 400;

    /// <summary>Where the layouts of two results part, a difference for each mapping at most.</summary>
    public IEnumerable<Difference> Compare(CaseResult left, CaseResult right)
    {
        for (int i = 0; i < Math.Max(left.Snapshots.Length, right.Snapshots.Length); i++)
        {
            string there = Named(left, i);
            string here = Named(right, i);
            if (there != here)
            {
                yield return new Difference("the snapshots", there, here);
                yield break;
            }

            foreach (Difference difference in Compare(left.Snapshots[i], right.Snapshots[i]))
            {
                yield return difference;
            }
        }
    }

    private static string Named(CaseResult result, int index) =>
        index < result.Snapshots.Length ? "snapshot '" + result.Snapshots[index].Name + "'" : "no more";

    private IEnumerable<Difference> Compare(SnapshotResult left, SnapshotResult right)
    {
        string where = "snapshot '" + left.Name + "'";
        string namesLeft = Names(left);
        string namesRight = Names(right);
        if (namesLeft != namesRight)
        {
            yield return new Difference(where + ", processes and mappings", namesLeft, namesRight);
            yield break;
        }

        Dictionary<long, int> numbersLeft = [];
        Dictionary<long, int> numbersRight = [];
        foreach ((ProcessSnapshot process, ProcessSnapshot other) in left.Processes.Zip(right.Processes))
        {
            foreach ((MappingSnapshot mapping, MappingSnapshot otherMapping) in process.Mappings.Zip(other.Mappings))
            {
                long page = FirstDifference(Numbered(mapping, numbersLeft), Numbered(otherMapping, numbersRight));
                if (page >= 0)
                {
                    yield return Describe($"{where}, {process.Name} {mapping.Name}", mapping, otherMapping, page);
                }
            }
        }
    }

    private static string Names(SnapshotResult snapshot) => string.Join("; ", snapshot.Processes.Select(process =>
        process.Name + ": " + string.Join(", ", process.Mappings.Select(mapping =>
            string.Create(CultureInfo.InvariantCulture, $"{mapping.Name} of {mapping.Pages} pages")))));

    private static List<LayoutRun> Numbered(MappingSnapshot mapping, Dictionary<long, int> numbers)
    {
        List<LayoutRun> runs = [];
        foreach (LayoutRun run in mapping.Runs.SelectMany(stretch => stretch.Each()))
        {
            if (run.Kind != RunKind.Folio)
            {
                runs.Add(run with { Folio = -1, Frame = -1 });
                continue;
            }

            if (!numbers.TryGetValue(run.Folio, out int number))
            {
                number = numbers.Count;
                numbers.Add(run.Folio, number);
            }

            runs.Add(run with { Folio = number, Frame = -1 });
        }

        return runs;
    }

    private static long FirstDifference(List<LayoutRun> left, List<LayoutRun> right)
    {
        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i] != right[i])
            {
                // A stretch that only ends elsewhere is the same up to there.
                bool sameStart = left[i] with { Pages = 0 } == right[i] with { Pages = 0 };
                return left[i].Page + (sameStart ? Math.Min(left[i].Pages, right[i].Pages) : 0);
            }
        }

        return left.Count == right.Count ? -1 : 0;
    }

    private Difference Describe(string where, MappingSnapshot left, MappingSnapshot right, long page)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"{where}, from page {page}");
        string leftText = Text(left);
        string rightText = Text(right);
        return leftText == rightText
            ? new Difference(at, leftText, "the same sizes, but of folios that lie elsewhere as well")
            : new Difference(at, Shown(leftText), Shown(rightText));
    }

    private string Text(MappingSnapshot mapping) => LayoutText.Of(mapping.Runs, geometry, LayoutWords.Mapping | LayoutWords.Sharing);

    private static string Shown(string text) => text.Length <= ShownMax ? text : text[..(ShownMax - 1)] + "…";
}
