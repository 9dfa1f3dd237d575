using System.Collections.Immutable;
using System.Globalization;

namespace MthpDsl.Simulation.Tracing;

/// <summary>A field of an event, as the trace prints it: <c>status=succeeded</c>.</summary>
/// <param name="Name">The kernel's name of the field.</param>
/// <param name="Value">A number, a result name or an address.</param>
/// <example>
/// <code>
/// machine.Trace.IsEnabled = true;
/// heap.Write();
/// heap.Advise(Advice.Collapse);
/// TraceField field = machine.Trace.Events.First(seen =&gt; seen.Kind == TraceEventKind.LockAcquire).Fields.Single(found =&gt; found.Name == "name");
/// Console.WriteLine(field.Value); // mmap_lock
/// </code>
/// </example>
public readonly record struct TraceField(string Name, string Value)
{
    /// <summary>A field that is a number.</summary>
    public TraceField(string name, long value)
        : this(name, value.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>A field that is a virtual address.</summary>
    public static TraceField Address(long address) => new("address", "0x" + address.ToString("x", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Name + "=" + Value;
}

/// <summary>One line of the trace.</summary>
/// <param name="Number">Counts from 0 over the machine's life; gaps mean events that fell out of the buffer.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Fields">In the kernel's order.</param>
/// <example>
/// <code>
/// machine.Trace.IsEnabled = true;
/// heap.Write();
/// heap.Advise(Advice.Collapse);
/// TraceEvent last = machine.Trace.Events.Last(seen =&gt; seen.Kind == TraceEventKind.MmCollapseHugePage);
/// Console.WriteLine(last["status"]); // succeeded
/// </code>
/// </example>
public sealed record TraceEvent(long Number, TraceEventKind Kind, ImmutableArray<TraceField> Fields)
{
    /// <summary>The value of a field, or null where the event has none of that name.</summary>
    public string? this[string field]
    {
        get
        {
            foreach (TraceField candidate in Fields)
            {
                if (candidate.Name == field)
                {
                    return candidate.Value;
                }
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Kind.Name() + ": " + string.Join(' ', Fields);
}
