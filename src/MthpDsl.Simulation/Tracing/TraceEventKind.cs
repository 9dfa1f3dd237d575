namespace MthpDsl.Simulation.Tracing;

/// <summary>The events a trace holds: the kernel's <c>huge_memory</c> events and the locks (spec MM 9.5, COLLAPSE C.6).</summary>
/// <example>
/// <code>
/// machine.Trace.IsEnabled = true;
/// heap.Write();
/// heap.Advise(Advice.Collapse);
/// Console.WriteLine(machine.Trace.Events.Any(seen =&gt; seen.Kind == TraceEventKind.LostWrite)); // False
/// </code>
/// </example>
public enum TraceEventKind
{
    /// <summary><c>mm_khugepaged_scan_pmd</c>: a PMD range was scanned. Fields mm, pfn, writable (to 6.17), referenced, none_or_zero, status, unmapped.</summary>
    MmKhugepagedScanPmd,

    /// <summary><c>mm_collapse_huge_page</c>: an attempt ended. Fields mm, isolated, status, order.</summary>
    MmCollapseHugePage,

    /// <summary><c>mm_collapse_huge_page_isolate</c>: the pages were isolated, or not. Fields pfn, none_or_zero, referenced, writable (to 6.17), status, order.</summary>
    MmCollapseHugePageIsolate,

    /// <summary><c>mm_collapse_huge_page_swapin</c>: swapped pages were faulted in. Fields mm, swapped_in, referenced, ret, order.</summary>
    MmCollapseHugePageSwapin,

    /// <summary><c>lock_acquire</c>. Fields mm, address, name, mode, pages_copied.</summary>
    LockAcquire,

    /// <summary><c>lock_release</c>. Fields mm, address, name, mode, held (in pages copied), pages_copied.</summary>
    LockRelease,

    /// <summary><c>race</c>: the statements of an <c>at STEP</c> ran here, or had to wait. Fields mm, address, step, state, statement.</summary>
    Race,

    /// <summary><c>lost_write</c>: a write that the kernel as posted loses (COLLAPSE B6). Fields mm, address.</summary>
    LostWrite,

    /// <summary><c>kernel_finding</c>: a bug of the kernel was reached. Fields mm, address, bug, state.</summary>
    KernelFinding,
}
