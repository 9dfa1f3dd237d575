using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Reporting.Text;

/// <summary>
/// Gives every folio of more than one page a letter, the same in every picture of a case: a folio that stays keeps
/// its letter, and one that two processes share has one. After <c>a</c> to <c>z</c> and <c>A</c> to <c>Z</c> they begin again.
/// </summary>
internal sealed class FolioLetters
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly List<Stretch> _stretches = [];

    public FolioLetters(CaseResult result)
    {
        List<Stretch> seen = [];
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            foreach (ProcessSnapshot process in snapshot.Processes)
            {
                foreach (MappingSnapshot mapping in process.Mappings)
                {
                    AddLarge(seen, mapping);
                }
            }
        }

        seen.Sort((left, right) => left.First.CompareTo(right.First));
        Rank(seen);
    }

    private static void AddLarge(List<Stretch> seen, MappingSnapshot mapping)
    {
        foreach (LayoutRun run in mapping.Runs.Stretches)
        {
            if (run.Kind == RunKind.Folio && run.Order > 0)
            {
                seen.Add(new Stretch(run.Folio, run.Folios, 0));
            }
        }
    }

    /// <summary>Counts the large folios through; a folio that several pictures show counts once.</summary>
    private void Rank(List<Stretch> seen)
    {
        long end = 0;
        long rank = 0;
        foreach (Stretch stretch in seen)
        {
            long first = Math.Max(stretch.First, end);
            long count = stretch.First + stretch.Count - first;
            if (count > 0)
            {
                _stretches.Add(new Stretch(first, count, rank));
                rank += count;
                end = first + count;
            }
        }
    }

    /// <summary>The letter of a folio that some snapshot of the case shows.</summary>
    public char Of(long folio)
    {
        int low = 0;
        int high = _stretches.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _stretches[middle].First <= folio ? (middle, high) : (low, middle - 1);
        }

        Stretch stretch = _stretches[low];
        return Letters[(int)((stretch.Rank + folio - stretch.First) % Letters.Length)];
    }

    /// <summary>Consecutive large folios: the first one's number, how many, how many there are before them.</summary>
    private sealed record Stretch(long First, long Count, long Rank);
}
