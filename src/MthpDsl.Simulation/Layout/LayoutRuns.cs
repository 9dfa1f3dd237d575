using System.Collections;

namespace MthpDsl.Simulation.Layout;

/// <summary>
/// The runs of a layout, ascending and without gaps, folio by folio. Whole folios of one order with consecutive numbers and
/// frames, mapped alike, are kept as one <see cref="Stretches">stretch</see>, so that regular memory costs nothing.
/// </summary>
/// <remarks>
/// Not one of the framework's lists over <see cref="LayoutRun"/>, since only this part's own code is compiled before the
/// tool starts.
/// </remarks>
/// <example><code>Console.WriteLine(heap.Layout.Runs.Count(run => run.IsWholeFolio)); // 0</code></example>
public sealed class LayoutRuns : IReadOnlyList<LayoutRun>
{
    private readonly LayoutRun[] _stretches;
    private readonly int _stretchCount;

    /// <summary>These runs.</summary>
    public LayoutRuns(params LayoutRun[] runs)
        : this(Joined(runs))
    {
    }

    private LayoutRuns(Builder builder)
    {
        (_stretches, _stretchCount) = (builder.Stretches, builder.Count);
        long count = 0;
        foreach (LayoutRun stretch in Stretches)
        {
            count += Math.Max(1, stretch.Folios);
        }

        Count = (int)Math.Min(count, int.MaxValue);
    }

    /// <summary>No runs.</summary>
    public static LayoutRuns Empty { get; } = new();

    /// <summary>How many runs there are, at most <see cref="int.MaxValue"/>.</summary>
    public int Count { get; }

    /// <summary>The runs, with neighbours that only differ in number and frame as one.</summary>
    public StretchList Stretches => new(this);

    /// <summary>A run by its place; the cost grows with the stretches before it.</summary>
    public LayoutRun this[int index]
    {
        get
        {
            long left = index;
            foreach (LayoutRun stretch in Stretches)
            {
                long folios = Math.Max(1, stretch.Folios);
                if (left >= 0 && left < folios)
                {
                    return stretch.Nth(left);
                }

                left -= folios;
            }

            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <summary>Walks the runs, folio by folio.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<LayoutRun> IEnumerable<LayoutRun>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    private static Builder Joined(LayoutRun[] runs)
    {
        Builder builder = new();
        foreach (LayoutRun run in runs)
        {
            builder.Add(run);
        }

        return builder;
    }

    /// <summary>The stretches of a layout.</summary>
    public readonly struct StretchList
    {
        private readonly LayoutRuns _runs;

        internal StretchList(LayoutRuns runs) => _runs = runs;

        /// <summary>How many stretches there are.</summary>
        public int Count => _runs._stretchCount;

        /// <summary>A stretch by its place.</summary>
        public LayoutRun this[int index] => index < Count ? _runs._stretches[index] : throw new ArgumentOutOfRangeException(nameof(index));

        /// <summary>Walks the stretches.</summary>
        public StretchEnumerator GetEnumerator() => new(_runs);
    }

    /// <summary>Walks stretches.</summary>
    public struct StretchEnumerator
    {
        private readonly LayoutRuns _list;
        private int _at;

        internal StretchEnumerator(LayoutRuns list) => (_list, _at) = (list, -1);

        /// <summary>The stretch.</summary>
        public readonly LayoutRun Current => _list._stretches[_at];

        /// <summary>Goes to the next stretch.</summary>
        public bool MoveNext() => ++_at < _list._stretchCount;
    }

    /// <summary>Walks the runs of a layout, folio by folio.</summary>
    public struct Enumerator : IEnumerator<LayoutRun>
    {
        private readonly LayoutRuns _list;
        private int _at;
        private long _folio;

        internal Enumerator(LayoutRuns list) => (_list, _at, _folio) = (list, -1, 0);

        /// <inheritdoc/>
        public readonly LayoutRun Current => _list._stretches[_at].Nth(_folio);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_at >= 0 && _folio + 1 < _list._stretches[_at].Folios)
            {
                _folio++;
                return true;
            }

            _folio = 0;
            return ++_at < _list._stretchCount;
        }

        /// <inheritdoc/>
        public void Reset() => (_at, _folio) = (-1, 0);

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>Makes a list run by run; what continues the stretch before it joins it.</summary>
    public sealed class Builder
    {
        /// <summary>The stretches so far, and room for more.</summary>
        internal LayoutRun[] Stretches { get; private set; } = new LayoutRun[16];

        /// <summary>How many stretches there are.</summary>
        internal int Count { get; private set; }

        /// <summary>Adds a run, or a stretch, behind the others.</summary>
        public void Add(LayoutRun run)
        {
            if (Count > 0 && Stretches[Count - 1].IsContinuedBy(run))
            {
                Stretches[Count - 1] = Stretches[Count - 1] with { Pages = Stretches[Count - 1].Pages + run.Pages };
                return;
            }

            if (Count == Stretches.Length)
            {
                LayoutRun[] larger = new LayoutRun[Count * 2];
                for (int i = 0; i < Count; i++)
                {
                    larger[i] = Stretches[i];
                }

                Stretches = larger;
            }

            Stretches[Count++] = run;
        }

        /// <summary>The list; nothing may be added afterwards.</summary>
        public LayoutRuns Build() => new(this);
    }
}
