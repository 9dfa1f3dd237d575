namespace MthpDsl.Vocabulary;

/// <summary>A word with a sentence about it, for help and completion.</summary>
/// <param name="Name">The word.</param>
/// <param name="Meaning">What it means.</param>
internal sealed record WordRow(string Name, string Meaning);

/// <summary>The closed lists of words that the language shares with the machine.</summary>
internal static class Words
{
    /// <summary>What follows the range of <c>madvise</c> (spec MM 4.1 to 4.9).</summary>
    public static readonly WordRow[] Advice =
    [
        new("hugepage", "large folios are wanted here; registers the process with khugepaged"),
        new("nohugepage", "no large folios from now on"),
        new("dontneed", "drops the pages"),
        new("free", "reclaim may drop the pages until they are written again"),
        new("cold", "the pages look unused"),
        new("pageout", "the pages go to swap"),
        new("willneed", "swapped pages are read ahead"),
        new("collapse", "MADV_COLLAPSE: collapse to PMD size now"),
        new("populate-read", "read faults over the range"),
        new("populate-write", "write faults over the range"),
        new("dontfork", "children do not inherit the range"),
        new("dofork", "children inherit it again"),
    ];

    /// <summary>The steps of a collapse, in order (spec COLLAPSE A.5, C.5).</summary>
    public static readonly WordRow[] CollapseSteps =
    [
        new("scan", "the range is looked at"),
        new("alloc", "the new folio is allocated and charged; no lock is held"),
        new("revalidate", "the VMA is looked up and checked again"),
        new("swapin", "swapped pages are brought in"),
        new("isolate", "the old pages are taken off the LRU and locked"),
        new("copy", "the old pages are copied"),
        new("install", "the new folio is mapped"),
    ];

    /// <summary>The errnos a statement can fail with.</summary>
    public static readonly WordRow[] Errnos =
    [
        new("EPERM", "operation not permitted"),
        new("ENOENT", "no such file"),
        new("ESRCH", "no such process"),
        new("EAGAIN", "try again: a page was locked, pinned, or not on the LRU"),
        new("ENOMEM", "out of memory, or a hole in the range"),
        new("EACCES", "permission denied"),
        new("EFAULT", "bad address"),
        new("EBUSY", "busy"),
        new("EEXIST", "already there"),
        new("EINVAL", "invalid argument"),
        new("ENOSPC", "no space left"),
        new("ERANGE", "a number out of range"),
        new("EHWPOISON", "a page with a hardware memory error"),
    ];

    /// <summary>What can stand in place of an errno.</summary>
    public static readonly WordRow[] Findings =
    [
        new("HANG", "the kernel, as modelled, locks up there; the scenario ends"),
        new("BUG", "the kernel, as modelled, crashes there; the scenario ends"),
        new("absent", "khugepaged does not run: no size is enabled"),
    ];
}
