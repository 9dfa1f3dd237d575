namespace MthpDsl.Simulation.Layout;

/// <summary>Numbers folios in the order in which layouts first show them. A folio that is freed or split loses its number.</summary>
internal sealed class FolioNumbers
{
    private readonly Dictionary<long, int> _byHead = [];
    private int _next;

    public int Of(long head)
    {
        if (!_byHead.TryGetValue(head, out int number))
        {
            number = _next++;
            _byHead.Add(head, number);
        }

        return number;
    }

    public void Forget(long head)
    {
        if (_byHead.Count > 0)
        {
            _byHead.Remove(head);
        }
    }

    public FolioNumbers Clone()
    {
        var copy = new FolioNumbers { _next = _next };
        foreach ((long head, int number) in _byHead)
        {
            copy._byHead.Add(head, number);
        }

        return copy;
    }
}
