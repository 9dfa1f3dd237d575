using System.Collections.Immutable;

namespace MthpDsl.Simulation.Tracing;

/// <summary>
/// The trace buffer. Off, it costs a test of <see cref="IsEnabled"/>; on, it keeps the newest <see cref="Capacity"/> events,
/// as the kernel's ring does.
/// </summary>
/// <example>
/// <code>
/// machine.Trace.IsEnabled = true;
/// heap.Write();
/// heap.Advise(Advice.Collapse);
/// Console.WriteLine(machine.Trace.Events.Count(seen =&gt; seen.Kind == TraceEventKind.MmCollapseHugePage)); // 1
/// </code>
/// </example>
public sealed class TraceLog
{
    /// <summary>Events a trace keeps unless told otherwise.</summary>
    public const int DefaultCapacity = 1 << 18;

    private readonly Queue<TraceEvent> _events = new();
    private long _next;

    /// <summary>An empty trace that is off.</summary>
    /// <param name="capacity">How many events it keeps, at least 1.</param>
    public TraceLog(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    /// <summary>Whether events are recorded.</summary>
    public bool IsEnabled { get; set; }

    /// <summary>How many events are kept.</summary>
    public int Capacity { get; }

    /// <summary>How many events were recorded and have fallen out since.</summary>
    public long Dropped => _next - _events.Count;

    /// <summary>The events that are kept, oldest first.</summary>
    public IReadOnlyCollection<TraceEvent> Events => _events;

    /// <summary>Records an event. Callers test <see cref="IsEnabled"/> first, so that the fields cost nothing when it is off.</summary>
    internal void Emit(TraceEventKind kind, params ReadOnlySpan<TraceField> fields)
    {
        if (!IsEnabled)
        {
            return;
        }

        if (_events.Count == Capacity)
        {
            _events.Dequeue();
        }

        _events.Enqueue(new TraceEvent(_next++, kind, ImmutableArray.Create(fields)));
    }

    /// <summary>A log with the same events, for the fork of a machine.</summary>
    internal TraceLog Clone()
    {
        var copy = new TraceLog(Capacity) { IsEnabled = IsEnabled, _next = _next };
        foreach (TraceEvent traced in _events)
        {
            copy._events.Enqueue(traced);
        }

        return copy;
    }
}
