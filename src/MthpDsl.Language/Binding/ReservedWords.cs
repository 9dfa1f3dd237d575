namespace MthpDsl.Language;

/// <summary>Words that cannot be names, as a line that uses them would read two ways.</summary>
internal static class ReservedWords
{
    /// <summary>Behind <c>expect</c> they begin another form; <c>all</c> stands for every mapping.</summary>
    public static readonly HashSet<string> OfMappings = new(StringComparer.Ordinal)
    {
        "all", "coverage", "sysfs", "vmstat", "smaps", "vmas", "faults", "tlb", "lru", "trace", "no", "kept", "content", "absent", "HANG", "BUG",
        "EPERM", "ENOENT", "ESRCH", "EAGAIN", "ENOMEM", "EACCES", "EFAULT", "EBUSY", "EEXIST", "EINVAL", "ENOSPC", "ERANGE", "EHWPOISON",
    };

    /// <summary>Where a size or a count stands, these words mean something else.</summary>
    public static readonly HashSet<string> OfValues = new(StringComparer.Ordinal)
    {
        "none", "zero", "huge-zero", "swap", "part", "page", "pages",
    };
}
