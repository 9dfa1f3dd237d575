namespace MthpDsl.Simulation.Tracing;

/// <summary>The names under which scenarios know the events.</summary>
/// <example><code>Console.WriteLine(TraceEventKind.MmCollapseHugePage.Name()); // mm_collapse_huge_page</code></example>
public static class TraceEventNames
{
    private static readonly string[] Names =
    [
        "mm_khugepaged_scan_pmd",
        "mm_collapse_huge_page",
        "mm_collapse_huge_page_isolate",
        "mm_collapse_huge_page_swapin",
        "lock_acquire",
        "lock_release",
        "race",
        "lost_write",
        "kernel_finding",
    ];

    /// <summary>All names, in the enum's order.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The event's name.</summary>
    public static string Name(this TraceEventKind kind) => Names[(int)kind];

    /// <summary>The event of a name.</summary>
    /// <param name="name">As the kernel writes it.</param>
    /// <param name="kind">The event.</param>
    /// <returns>False for a name that no event has.</returns>
    public static bool TryParse(string name, out TraceEventKind kind)
    {
        int index = Array.IndexOf(Names, name);
        kind = (TraceEventKind)index;
        return index >= 0;
    }
}
