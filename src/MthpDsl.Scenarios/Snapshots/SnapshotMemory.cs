using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Snapshots;

/// <summary>What a snapshot remembers of every mapping beyond its result: physical frames, and contents where asked for.</summary>
internal sealed class SnapshotMemory
{
    private readonly Dictionary<(string Process, string Mapping), Entry> _entries = [];

    /// <summary>Remembers a mapping.</summary>
    public void Add(Mapping mapping, FolioLayout layout, bool withContent) => _entries[(mapping.Process.Name, mapping.Name)] =
        new Entry(layout.Runs, withContent ? Contents(mapping) : null);

    /// <summary>How many pages of a stretch sit in the frame they sat in then; null where the mapping was not there.</summary>
    /// <param name="mapping">The mapping now.</param>
    /// <param name="from">The stretch's first page in the mapping.</param>
    /// <param name="pages">Its length.</param>
    public long? CountKept(Mapping mapping, long from, long pages)
    {
        if (!_entries.TryGetValue((mapping.Process.Name, mapping.Name), out Entry? entry))
        {
            return null;
        }

        long kept = 0;
        RunCursor then = new(entry.Runs);
        foreach (LayoutRun run in mapping.Layout.Runs.Stretches)
        {
            long first = Math.Max(run.Page, from);
            long end = Math.Min(run.Page + run.Pages, from + pages);
            if (run.Kind == RunKind.Folio && first < end)
            {
                kept += then.CountSame(first, end, run.Frame + first - run.Page);
            }
        }

        return kept;
    }

    /// <summary>The first page of a stretch that reads otherwise than then; -1 where all read the same, null where nothing is known.</summary>
    /// <param name="mapping">The mapping now.</param>
    /// <param name="from">The stretch's first page in the mapping.</param>
    /// <param name="pages">Its length.</param>
    public long? FirstChanged(Mapping mapping, long from, long pages)
    {
        if (!_entries.TryGetValue((mapping.Process.Name, mapping.Name), out Entry? entry) || entry.Contents is null)
        {
            return null;
        }

        for (long page = from; page < from + pages; page++)
        {
            if (page >= entry.Contents.Length || entry.Contents[page] != mapping.ContentOf(page))
            {
                return page;
            }
        }

        return -1;
    }

    private static long[] Contents(Mapping mapping)
    {
        long[] contents = new long[mapping.Layout.Pages];
        for (long page = 0; page < contents.Length; page++)
        {
            contents[page] = mapping.ContentOf(page);
        }

        return contents;
    }

    private sealed record Entry(LayoutRuns Runs, long[]? Contents);

    /// <summary>Walks the old runs once while the new ones ask in ascending order.</summary>
    private sealed class RunCursor(LayoutRuns runs)
    {
        private int _at;

        /// <summary>How many of the pages sat in the frames that begin at <paramref name="frame"/> and ascend.</summary>
        public long CountSame(long first, long end, long frame)
        {
            long same = 0;
            while (_at < runs.Stretches.Count && runs.Stretches[_at].Page < end)
            {
                LayoutRun run = runs.Stretches[_at];
                long from = Math.Max(first, run.Page);
                long to = Math.Min(end, run.Page + run.Pages);
                if (run.Kind == RunKind.Folio && from < to && run.Frame - run.Page == frame - first)
                {
                    same += to - from;
                }

                if (run.Page + run.Pages > end)
                {
                    break;
                }

                _at++;
            }

            return same;
        }
    }
}
