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

    private readonly List<(long First, long Count, long Rank)> _stretches = [];

    public FolioLetters(CaseResult result)
    {
        IEnumerable<LayoutRun> large =
            from snapshot in result.Snapshots
            from process in snapshot.Processes
            from mapping in process.Mappings
            from run in mapping.Runs
            where run.Kind == RunKind.Folio && run.Order > 0
            orderby run.Folio
            select run;
        long end = 0;
        long rank = 0;
        foreach (LayoutRun run in large)
        {
            long first = Math.Max(run.Folio, end);
            long count = run.Folio + run.Folios - first;
            if (count > 0)
            {
                _stretches.Add((first, count, rank));
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

        (long first, _, long rank) = _stretches[low];
        return Letters[(int)((rank + folio - first) % Letters.Length)];
    }
}
