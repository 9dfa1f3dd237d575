using MthpDsl.Simulation.Auditing;

namespace MthpDsl.Simulation;

public sealed partial class Machine
{
    /// <summary>
    /// Recounts all state by a full walk of the page tables: each frame in one folio or free, map counts, resident and swapped
    /// pages, markers, gauges, the deferred split queue, swap slots, pins, the cgroup's charge.
    /// </summary>
    /// <returns>A sentence for each thing that does not agree, at most a hundred; empty for a sound machine.</returns>
    public IReadOnlyList<string> Check() => new MachineAudit(this).Run();
}
