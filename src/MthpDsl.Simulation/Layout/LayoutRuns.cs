using System.Collections;

namespace MthpDsl.Simulation.Layout;

/// <summary>
/// The runs of a layout, ascending and without gaps. A list of its own, and not one of the framework's over
/// <see cref="LayoutRun"/>, since only its own code is compiled before the tool starts.
/// </summary>
public sealed class LayoutRuns : IReadOnlyList<LayoutRun>
{
    private readonly LayoutRun[] _runs;

    /// <summary>These runs.</summary>
    public LayoutRuns(params LayoutRun[] runs)
        : this(runs, runs.Length)
    {
    }

    private LayoutRuns(LayoutRun[] runs, int count)
    {
        _runs = runs;
        Count = count;
    }

    /// <summary>No runs.</summary>
    public static LayoutRuns Empty { get; } = new();

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public LayoutRun this[int index] => index < Count ? _runs[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Walks the runs.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<LayoutRun> IEnumerable<LayoutRun>.GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => new Enumerator(this);

    /// <summary>Walks the runs of a layout.</summary>
    public struct Enumerator : IEnumerator<LayoutRun>
    {
        private readonly LayoutRuns _list;
        private int _at;

        internal Enumerator(LayoutRuns list)
        {
            _list = list;
            _at = -1;
        }

        /// <inheritdoc/>
        public readonly LayoutRun Current => _list._runs[_at];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_at < _list.Count;

        /// <inheritdoc/>
        public void Reset() => _at = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>Makes a list run by run.</summary>
    public sealed class Builder
    {
        private LayoutRun[] _runs = new LayoutRun[16];
        private int _count;

        /// <summary>The run added last; only where there is one.</summary>
        public LayoutRun Last
        {
            get => _runs[_count - 1];
            set => _runs[_count - 1] = value;
        }

        /// <summary>Whether no run was added.</summary>
        public bool IsEmpty => _count == 0;

        /// <summary>Adds a run behind the others.</summary>
        public void Add(LayoutRun run)
        {
            if (_count == _runs.Length)
            {
                LayoutRun[] larger = new LayoutRun[_count * 2];
                for (int i = 0; i < _count; i++)
                {
                    larger[i] = _runs[i];
                }

                _runs = larger;
            }

            _runs[_count++] = run;
        }

        /// <summary>The list; nothing may be added afterwards.</summary>
        public LayoutRuns Build() => new(_runs, _count);
    }
}
