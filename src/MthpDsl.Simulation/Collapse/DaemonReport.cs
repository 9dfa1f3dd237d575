namespace MthpDsl.Simulation.Collapse;

/// <summary>What khugepaged did for a statement.</summary>
/// <param name="IsAbsent">The thread does not run, since no size is enabled that would start it: <c>absent</c> in scenarios.</param>
/// <param name="Passes">Passes it made.</param>
/// <param name="Collapsed">Windows it collapsed.</param>
/// <param name="Finding">The bug that ended the kernel, if one did.</param>
/// <example>
/// <code>
/// heap.Write();
/// heap.Advise(Advice.Hugepage);
/// DaemonReport report = machine.Khugepaged.Scan();
/// Console.WriteLine($"{report.Passes} pass, {report.Collapsed} collapsed"); // 1 pass, 1 collapsed
/// </code>
/// </example>
public sealed record DaemonReport(bool IsAbsent, int Passes, long Collapsed, KernelFinding? Finding);

/// <summary>One pass of <c>khugepaged until-idle</c>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Collapsed">Windows it collapsed.</param>
/// <param name="SwappedIn">Swapped pages it brought in.</param>
/// <param name="PagesAdded">Holes and zero pages it filled: memory nobody had asked for.</param>
/// <param name="Collapses">The windows it collapsed, with the holes each filled and the limit that let it.</param>
/// <example>
/// <code>
/// heap.Write();
/// heap.Advise(Advice.Hugepage);
/// PassReport last = machine.Khugepaged.UntilIdle().Passes[^1];
/// Console.WriteLine(last.ChangedSomething); // False
/// </code>
/// </example>
public sealed record PassReport(int Number, long Collapsed, long SwappedIn, long PagesAdded, IReadOnlyList<CollapseTrial> Collapses)
{
    /// <summary>Whether it changed any memory.</summary>
    public bool ChangedSomething => Collapsed > 0 || SwappedIn > 0;
}

/// <summary>What <c>khugepaged until-idle</c> did.</summary>
/// <param name="IsAbsent">The thread does not run.</param>
/// <param name="IsIdle">The last pass changed nothing; else <see cref="Khugepaged.MaxPasses"/> passes were not enough, or the kernel ended.</param>
/// <param name="Passes">Every pass, the last that changed nothing included.</param>
/// <param name="Finding">The bug that ended the kernel, if one did.</param>
/// <example>
/// <code>
/// heap.Write();
/// heap.Advise(Advice.Hugepage);
/// IdleReport report = machine.Khugepaged.UntilIdle();
/// Console.WriteLine($"idle {report.IsIdle}, creeps {report.Creeps}"); // idle True, creeps False
/// </code>
/// </example>
public sealed record IdleReport(bool IsAbsent, bool IsIdle, IReadOnlyList<PassReport> Passes, KernelFinding? Finding)
{
    /// <summary>Whether a later pass added pages to what an earlier one left: the collapses feed on each other (COLLAPSE B12).</summary>
    public bool Creeps => Passes.Skip(1).Any(pass => pass.PagesAdded > 0);

    /// <summary>The windows that the last pass still moved.</summary>
    public IReadOnlyList<CollapseTrial> StillMoving => IsIdle || Passes.Count == 0 ? [] : Passes[^1].Collapses;
}
