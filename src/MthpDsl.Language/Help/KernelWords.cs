using MthpDsl.Vocabulary;

namespace MthpDsl.Language;

/// <summary>The kernel's own words, from the tables that binder and simulator share: what help lists and completion offers.</summary>
/// <example><code>Console.WriteLine(KernelWords.Kernels[0].Name); // 6.12</code></example>
public static class KernelWords
{
    /// <summary>The kernel models, for <c>kernel</c> and <c>--kernel</c>.</summary>
    public static IReadOnlyList<WordHelp> Kernels { get; } = [.. KernelTable.Rows.Select(row => new WordHelp(row.Name, row.Description))];

    /// <summary>The files of sysfs that can be written, with what they take and their default with base pages of 4K.</summary>
    public static IReadOnlyList<WordHelp> Knobs { get; } =
        [.. KnobTable.Rows.Where(row => row is { ReadOnly: false, Modelled: true }).Select(row => new WordHelp(row.Pattern, Describe(row)))];

    /// <summary>Writes to sysfs for completion: a knob, each size of its own, with each of its words; numbers are left to be said.</summary>
    public static IReadOnlyList<WordHelp> Writes { get; } =
        [.. KnobTable.Rows.Where(row => row is { ReadOnly: false, Modelled: true }).SelectMany(WritesOf)];

    /// <summary>The files of sysfs that can be read: knobs and counters.</summary>
    public static IReadOnlyList<WordHelp> Files { get; } =
    [
        .. Knobs,
        .. KnobTable.Rows.Where(row => row is { ReadOnly: true }).Select(row => new WordHelp(row.Pattern, row.Effect)),
        .. StatTable.Rows.Where(row => row.Group != StatGroup.Shmem).Select(row => new WordHelp("hugepages-*kB/stats/" + row.Name, Describe(row))),
    ];

    /// <summary>The lines of /proc/vmstat.</summary>
    public static IReadOnlyList<WordHelp> Vmstat { get; } = [.. VmstatTable.Rows.Select(row => new WordHelp(row.Name, row.Meaning))];

    /// <summary>The fields of /proc/PID/smaps.</summary>
    public static IReadOnlyList<WordHelp> Smaps { get; } = [.. SmapsTable.Rows.Select(row => new WordHelp(row.Name, row.Meaning))];

    /// <summary>The trace events, with their fields.</summary>
    public static IReadOnlyList<WordHelp> TraceEvents { get; } = [.. TraceTable.Rows.Select(row => new WordHelp(
        row.Name, row.Meaning + ": " + string.Join(" ", row.Fields.Select(field => field.Name))))];

    /// <summary>The outcomes of a scan or a collapse, as <c>status</c> prints them.</summary>
    public static IReadOnlyList<WordHelp> Statuses { get; } = [.. ScanResultTable.Rows.Select(row => new WordHelp(row.Word, "SCAN_" + row.Name))];

    /// <summary>The advice of <c>madvise</c>.</summary>
    public static IReadOnlyList<WordHelp> Advice { get; } = Of(Words.Advice);

    /// <summary>The steps of a collapse.</summary>
    public static IReadOnlyList<WordHelp> CollapseSteps { get; } = Of(Words.CollapseSteps);

    /// <summary>What a statement can fail with.</summary>
    public static IReadOnlyList<WordHelp> Outcomes { get; } = [.. Of(Words.Errnos), .. Of(Words.Findings)];

    /// <summary>The words that belong to a statement; none where it has no list of its own.</summary>
    public static IReadOnlyList<WordHelp> Of(StatementDefinition statement) => statement.Name switch
    {
        "kernel" => Kernels,
        "sysfs" => Knobs,
        "madvise" => Advice,
        "at" => CollapseSteps,
        "expect-sysfs" => Files,
        "expect-vmstat" => Vmstat,
        "expect-smaps" => Smaps,
        "expect-trace" => [.. TraceEvents, .. Statuses],
        "expect-failure" => Outcomes,
        _ => [],
    };

    private static IReadOnlyList<WordHelp> Of(WordRow[] rows) => [.. rows.Select(row => new WordHelp(row.Name, row.Meaning))];

    private static IEnumerable<WordHelp> WritesOf(KnobRow row)
    {
        string[] values = row.Kind switch
        {
            KnobValueKind.Word => row.Words,
            KnobValueKind.Number => [""],
            _ => ["0", "1"],
        };
        return from path in Expand(row.Pattern) from value in values select new WordHelp(path + "=" + value, row.Effect);
    }

    /// <summary>A file of each size: <c>hugepages-*/enabled</c> and, with base pages of 4K, those of 16K to 2M.</summary>
    private static IEnumerable<string> Expand(string pattern) => pattern.IndexOf('*') >= 0
        ? Enumerable.Range(2, PageSizes.PmdOrderOf4K - 1)
            .Select(order => pattern.Replace("*", (4 << order).ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .Prepend(pattern.Replace("*kB", "*"))
        : [pattern];

    private static string Describe(KnobRow row)
    {
        long pmdPages = 1L << PageSizes.PmdOrderOf4K;
        string takes = row.Kind switch
        {
            KnobValueKind.Word => string.Join(", ", row.Words),
            KnobValueKind.Number => $"{row.Min.For(pmdPages)} to {row.Max.For(pmdPages)}",
            _ => "0 or 1",
        };
        string otherwise = row.Kind == KnobValueKind.Word ? row.DefaultWord : row.Default.For(pmdPages).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string pmd = row.PmdDefaultWord is null ? "" : $", of the PMD size {row.PmdDefaultWord}";
        return $"{row.Effect} {takes}; default {otherwise}{pmd}.";
    }

    private static string Describe(StatRow row) => row.Kernels == KernelSet.All
        ? row.Meaning
        : $"{row.Meaning} ({string.Join(", ", KernelTable.Rows.Where(kernel => (kernel.Set & row.Kernels) != 0).Select(kernel => kernel.Name))})";
}
