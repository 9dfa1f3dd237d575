using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Snapshots;

/// <summary>
/// Numbers folios in the order in which snapshots show them. The machine's numbers are handed out whenever a layout is
/// read, so a stretch of them that was never shown gets the next numbers in one piece.
/// </summary>
internal sealed class SeenFolios
{
    // Ascending by First, without overlaps.
    private readonly List<Piece> _pieces = [];
    private int _next;

    /// <summary>Adds a stretch with its new numbers.</summary>
    public void Renumber(LayoutRun stretch, LayoutRuns.Builder into)
    {
        if (stretch.Kind != RunKind.Folio)
        {
            into.Add(stretch);
            return;
        }

        for (long done = 0; done < stretch.Folios;)
        {
            int folio = stretch.Folio + (int)done;
            int number = NumberOf(folio, (int)(stretch.Folios - done), out int count);
            long size = stretch.IsWholeFolio ? 1L << stretch.Order : stretch.Pages;
            into.Add(stretch with
            {
                Page = stretch.Page + (done * size),
                Pages = count * size,
                Folio = number,
                Frame = stretch.Frame + (done * size),
            });
            done += count;
        }
    }

    private int NumberOf(int folio, int most, out int count)
    {
        int at = IndexAfter(folio);
        if (at > 0 && _pieces[at - 1] is { } piece && folio < piece.First + piece.Count)
        {
            count = Math.Min(most, piece.First + piece.Count - folio);
            return piece.Number + folio - piece.First;
        }

        count = at < _pieces.Count ? Math.Min(most, _pieces[at].First - folio) : most;
        int number = _next;
        _next += count;
        if (at > 0 && _pieces[at - 1] is { } before && before.First + before.Count == folio && before.Number + before.Count == number)
        {
            _pieces[at - 1] = before with { Count = before.Count + count };
        }
        else
        {
            _pieces.Insert(at, new Piece(folio, count, number));
        }

        return number;
    }

    /// <summary>The place of the first piece that begins behind a folio.</summary>
    private int IndexAfter(int folio)
    {
        int low = 0;
        int high = _pieces.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _pieces[middle].First <= folio ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Consecutive numbers of the machine and the consecutive numbers they got.</summary>
    private sealed record Piece(int First, int Count, int Number);
}
