using System.Diagnostics;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Running;

/// <summary>Stops a case that takes more than its limits.</summary>
internal sealed class LimitGuard
{
    private readonly long _memoryBefore = GC.GetTotalMemory(forceFullCollection: false);
    private readonly RunLimits _limits;
    private readonly Machine _machine;
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _statements;

    /// <summary>Begins to count, and watches the machine from now on.</summary>
    public LimitGuard(RunLimits limits, Machine machine)
    {
        (_limits, _machine) = (limits, machine);
        machine.Pulse = Pulse;
    }

    /// <summary>Counts a statement, or one more time through a loop.</summary>
    /// <exception cref="LimitException">There were too many.</exception>
    public void CountStatement()
    {
        if (++_statements > _limits.Statements)
        {
            throw new LimitException("the number of statements run", _limits.Statements.ToString(System.Globalization.CultureInfo.InvariantCulture), "--max-statements");
        }

        if (_statements % 64 == 0)
        {
            Pulse();
        }
    }

    /// <summary>Looks at what a statement has mapped.</summary>
    /// <exception cref="LimitException">It is too much.</exception>
    public void CheckMapped()
    {
        if (_machine.Processes.Count > _limits.Processes)
        {
            throw new LimitException("the number of processes", _limits.Processes.ToString(System.Globalization.CultureInfo.InvariantCulture), "--max-processes");
        }

        if (_machine.MappedBytes > _limits.Mapped)
        {
            throw new LimitException("the memory mapped", _limits.Mapped.ToString(), "--max-mapped");
        }
    }

    private void Pulse()
    {
        if (Stopwatch.GetElapsedTime(_started) > _limits.Time)
        {
            throw new LimitException(
                "the time it takes", _limits.Time.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture) + " seconds", "--max-time");
        }

        // Garbage, and what other cases of the process hold, is not this case's: only its own growth counts.
        if (GC.GetTotalMemory(forceFullCollection: false) - _memoryBefore > _limits.Memory.Bytes
            && GC.GetTotalMemory(forceFullCollection: true) - _memoryBefore > _limits.Memory.Bytes)
        {
            throw new LimitException("the memory it takes to simulate this", _limits.Memory.ToString(), "--max-memory");
        }
    }
}
