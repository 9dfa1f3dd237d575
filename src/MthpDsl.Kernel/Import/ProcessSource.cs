namespace MthpDsl.Kernel.Import;

/// <summary>
/// Where a process is read from: the files of the running kernel, or a folder with copies of them. A copy of pagemap, kpageflags and
/// kpagecount holds its words at the same offsets as the original, so that the same code reads both; it may be sparse.
/// </summary>
public sealed record ProcessSource
{
    private ProcessSource(string process, string frames, string thp, string memory)
    {
        Smaps = Path.Combine(process, "smaps");
        Status = Path.Combine(process, "status");
        Pagemap = Path.Combine(process, "pagemap");
        Leaves = Path.Combine(process, "pmd-mapped");
        PageFlags = Path.Combine(frames, "kpageflags");
        PageCounts = Path.Combine(frames, "kpagecount");
        Knobs = thp;
        Memory = memory;
    }

    /// <summary>The process's <c>smaps</c>.</summary>
    public string Smaps { get; }

    /// <summary>The process's <c>status</c>; may be missing.</summary>
    public string Status { get; }

    /// <summary>The process's <c>pagemap</c>.</summary>
    public string Pagemap { get; }

    /// <summary>Of a dump: the addresses of ranges that a PMD maps, in hexadecimal, one a line; may be missing.</summary>
    public string Leaves { get; }

    /// <summary><c>/proc/kpageflags</c></summary>
    public string PageFlags { get; }

    /// <summary><c>/proc/kpagecount</c></summary>
    public string PageCounts { get; }

    /// <summary>The folder <c>transparent_hugepage</c>; may be missing.</summary>
    public string Knobs { get; }

    /// <summary><c>/proc/meminfo</c>; may be missing.</summary>
    public string Memory { get; }

    /// <summary>The kernel itself can be asked, by ioctl.</summary>
    public bool IsLive { get; private init; }

    /// <summary>A running process.</summary>
    /// <param name="id">Its id.</param>
    public static ProcessSource OfProcess(int id) =>
        new($"/proc/{id}", "/proc", "/sys/kernel/mm/transparent_hugepage", "/proc/meminfo") { IsLive = true };

    /// <summary>A folder with <c>smaps</c>, <c>status</c>, <c>pagemap</c>, <c>kpageflags</c>, <c>kpagecount</c>, <c>meminfo</c>, <c>pmd-mapped</c> and <c>transparent_hugepage/</c>.</summary>
    /// <param name="path">The folder.</param>
    public static ProcessSource OfDump(string path) =>
        new(path, path, Path.Combine(path, "transparent_hugepage"), Path.Combine(path, "meminfo"));
}
