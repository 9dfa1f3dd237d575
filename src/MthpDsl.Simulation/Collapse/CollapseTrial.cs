using System.Globalization;

namespace MthpDsl.Simulation.Collapse;

/// <summary>A knob and the value from which on a window passes the check that stopped it.</summary>
/// <param name="Knob">The file below <c>transparent_hugepage/</c>.</param>
/// <param name="AtLeast">The smallest value that lets the window pass this check.</param>
/// <example>
/// <code>
/// machine.Khugepaged.RecordsTrials = true;
/// machine.Sysfs["khugepaged/max_ptes_none"] = "0";
/// machine.Main.Write(heap.Pages(..511));
/// heap.Advise(Advice.Hugepage);
/// machine.Khugepaged.Scan();
/// KnobHint hint = machine.Khugepaged.Trials.Last().Hint!;
/// Console.WriteLine($"{hint.Knob} {hint.AtLeast}"); // khugepaged/max_ptes_none 1
/// </code>
/// </example>
public sealed record KnobHint(string Knob, long AtLeast);

/// <summary>One try to collapse a window: what <c>mthp explain</c> tells.</summary>
/// <example>
/// <code>
/// machine.Khugepaged.RecordsTrials = true;
/// machine.Main.Write(heap.Pages(..1));
/// heap.Advise(Advice.Hugepage);
/// machine.Khugepaged.Scan();
/// foreach (CollapseTrial trial in machine.Khugepaged.Trials)
/// {
///     Console.WriteLine($"order {trial.Order}: {trial.None} none, {trial.Result}"); // order 9: 511 none, Succeed
/// }
/// </code>
/// </example>
public sealed record CollapseTrial
{
    /// <summary>The pass of khugepaged it belongs to, counted from 1 since boot; 0 for MADV_COLLAPSE.</summary>
    public required int Pass { get; init; }

    /// <summary>Whose memory.</summary>
    public required string Process { get; init; }

    /// <summary>The start of the PMD range that the policy was working on, in bytes.</summary>
    public required long RangeStart { get; init; }

    /// <summary>The window's start, in bytes.</summary>
    public required long Address { get; init; }

    /// <summary>The order that was tried.</summary>
    public required int Order { get; init; }

    /// <summary>The step that decided.</summary>
    public required CollapseStep Step { get; init; }

    /// <summary>The outcome, by the kernel's name.</summary>
    public required ScanResult Result { get; init; }

    /// <summary>The page at which the check decided, in bytes; null where no single page did.</summary>
    public long? DecidedAt { get; init; }

    /// <summary>What the check counted up to that page; of a success, the holes it filled.</summary>
    public int? Count { get; init; }

    /// <summary>The limit that it was held against.</summary>
    public int? Limit { get; init; }

    /// <summary>What would have let it through, where a knob would.</summary>
    public KnobHint? Hint { get; init; }

    /// <summary>Holes and zero pages of the whole window; what a successful collapse filled.</summary>
    public required int None { get; init; }

    /// <summary>Swapped pages of the whole window.</summary>
    public required int Swapped { get; init; }

    /// <summary>Shared pages of the whole window.</summary>
    public required int Shared { get; init; }

    /// <summary>The window and how it ended: <c>main 0x200000 order 4: SCAN_SUCCEED, 3 holes filled</c>.</summary>
    public override string ToString()
    {
        string window = string.Create(CultureInfo.InvariantCulture, $"{Process} 0x{Address:x} order {Order}: {Result.KernelName()}");
        return Result == ScanResult.Succeed && None > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{window}, {None} holes filled")
            : window;
    }
}
