namespace MthpDsl.Vocabulary;

/// <summary>A line of /proc/PID/smaps.</summary>
/// <param name="Name">The line's name.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="IsSize">A size in bytes; else a bare number.</param>
internal sealed record SmapsRow(string Name, string Meaning, bool IsSize = true);

/// <summary>The lines of /proc/PID/smaps that scenarios may look at (spec MM 9.1).</summary>
internal static class SmapsTable
{
    public static readonly SmapsRow[] Rows =
    [
        new("Size", "the size of the range's VMAs"),
        new("Rss", "present pages, zero pages not counted"),
        new("Pss", "present pages, each divided by its mappings"),
        new("Shared_Clean", "clean pages that are mapped more than once"),
        new("Shared_Dirty", "dirty pages that are mapped more than once"),
        new("Private_Clean", "clean pages that are mapped once"),
        new("Private_Dirty", "dirty pages that are mapped once"),
        new("Referenced", "pages that were accessed since they were last looked at"),
        new("Anonymous", "present anonymous pages"),
        new("AnonHugePages", "memory mapped by PMD leaves"),
        new("Swap", "swap entries"),
        new("SwapPss", "swap entries, each divided by the entries of its slot"),
        new("Locked", "the proportional size of what is mlocked"),
        new("LazyFree", "clean pages marked with MADV_FREE"),
        new("THPeligible", "VMAs where some size may be used", IsSize: false),
    ];

    /// <summary>The row of a name, or null.</summary>
    public static SmapsRow? Find(string name) => Array.Find(Rows, row => row.Name == name);
}
