namespace MthpDsl.Simulation.Auditing;

/// <summary>A set of pages, as ranges.</summary>
internal sealed class PageRanges
{
    private List<(long First, long End)> _ranges = [];

    public bool Contains(long page) => _ranges.Exists(range => page >= range.First && page < range.End);

    public List<(long First, long End)> Within(long first, long end) =>
        [.. _ranges.Select(range => (First: Math.Max(range.First, first), End: Math.Min(range.End, end))).Where(range => range.First < range.End)];

    public void Add(long first, long end)
    {
        Remove(first, end);
        _ranges.Add((first, end));
    }

    public void Remove(long first, long end) =>
        _ranges = [.. _ranges
            .SelectMany(range => new[] { (range.First, End: Math.Min(range.End, first)), (First: Math.Max(range.First, end), range.End) })
            .Where(range => range.First < range.End)];

    public PageRanges Clone() => new() { _ranges = [.. _ranges] };
}
