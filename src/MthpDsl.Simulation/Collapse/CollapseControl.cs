using MthpDsl.Simulation.Faults;

namespace MthpDsl.Simulation.Collapse;

/// <summary>Who collapses, and how far he has come: the kernel's struct collapse_control.</summary>
/// <param name="isKhugepaged">The daemon, bound by limits, sysfs and the young rule; else MADV_COLLAPSE.</param>
internal sealed class CollapseControl(bool isKhugepaged)
{
    public bool IsKhugepaged => isKhugepaged;

    /// <summary>How VMAs are judged.</summary>
    public ThpMode Mode => isKhugepaged ? ThpMode.Khugepaged : ThpMode.ForcedCollapse;

    /// <summary>What the daemon is charged for, in slots.</summary>
    public long Progress { get; set; }
}
