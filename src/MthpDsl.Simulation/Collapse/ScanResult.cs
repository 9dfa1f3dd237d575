using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Collapse;

/// <summary>The outcome of a scan or a collapse: the kernel's enum scan_result, in the order of the vocabulary's table.</summary>
/// <example>
/// <code>
/// machine.Khugepaged.RecordsTrials = true;
/// machine.Sysfs["khugepaged/max_ptes_none"] = "0";
/// machine.Main.Write(heap.Pages(..1));
/// heap.Advise(Advice.Hugepage);
/// machine.Khugepaged.Scan();
/// Console.WriteLine(machine.Khugepaged.Trials.First().Result == ScanResult.ExceedNonePte); // True
/// </code>
/// </example>
public enum ScanResult
{
    /// <summary>No better name: the PMD changed, a swap-in failed, no window was worth a try.</summary>
    Fail,

    /// <summary>It worked; of a scan: it passed.</summary>
    Succeed,

    /// <summary>There is no table of PMDs.</summary>
    PmdNull,

    /// <summary>There is no page table.</summary>
    PmdNone,

    /// <summary>The range is mapped by a PMD already.</summary>
    PmdMapped,

    /// <summary>More holes and zero pages than max_ptes_none allows.</summary>
    ExceedNonePte,

    /// <summary>More swapped pages than max_ptes_swap allows.</summary>
    ExceedSwapPte,

    /// <summary>More shared pages than max_ptes_shared allows.</summary>
    ExceedSharedPte,

    /// <summary>A swapped page where there was none at the scan.</summary>
    PteNonPresent,

    /// <summary>A page that userfaultfd write-protects.</summary>
    PteUffdWp,

    /// <summary>A folio of the order that was tried, or of a larger one.</summary>
    PteMappedHugepage,

    /// <summary>No page is writable (until 6.17).</summary>
    PageRo,

    /// <summary>No page, or too few beside swapped ones, was referenced.</summary>
    LackReferencedPage,

    /// <summary>An entry without a normal page.</summary>
    PageNull,

    /// <summary>Pages lie on nodes too far apart; there is one node here.</summary>
    ScanAbort,

    /// <summary>A reference from elsewhere: a pin, or the LRU-add batch.</summary>
    PageCount,

    /// <summary>A page that is on no LRU list.</summary>
    PageLru,

    /// <summary>A page that someone else has locked.</summary>
    PageLock,

    /// <summary>A page that is not anonymous; there are no others here.</summary>
    PageAnon,

    /// <summary>A clean page that MADV_FREE gave up (merged collapse).</summary>
    PageLazyfree,

    /// <summary>A compound page of a file; there are no files here.</summary>
    PageCompound,

    /// <summary>The process is gone.</summary>
    AnyProcess,

    /// <summary>No VMA covers the range any more.</summary>
    VmaNull,

    /// <summary>The VMA does not allow the order any more.</summary>
    VmaCheck,

    /// <summary>The block does not lie inside the VMA.</summary>
    AddressRange,

    /// <summary>A page could not be taken off its LRU list.</summary>
    DelPageLru,

    /// <summary>No block of that order.</summary>
    AllocHugePageFail,

    /// <summary>The memory cgroup is at its limit.</summary>
    CgroupChargeFail,

    /// <summary>A truncated file; there are no files here.</summary>
    Truncated,

    /// <summary>A file's page with private data; there are no files here.</summary>
    PageHasPrivate,

    /// <summary>A file's page cache; there are no files here.</summary>
    StoreFailed,

    /// <summary>A hardware memory error in a page that was copied.</summary>
    CopyMc,

    /// <summary>A file's hole was filled; there are no files here.</summary>
    PageFilled,

    /// <summary>There is no page table, since 6.19 (one name for two).</summary>
    NoPteTable,
}

/// <summary>The kernel's names of the results.</summary>
/// <example><code>Console.WriteLine(ScanResult.ExceedNonePte.KernelName()); // SCAN_EXCEED_NONE_PTE</code></example>
public static class ScanResultNames
{
    /// <summary>What a trace event prints as <c>status</c>: <c>exceed_none_pte</c>.</summary>
    public static string Word(this ScanResult result) => ScanResultTable.Rows[(int)result].Word;

    /// <summary>The enum's name in the kernel: <c>SCAN_EXCEED_NONE_PTE</c>.</summary>
    public static string KernelName(this ScanResult result) => "SCAN_" + ScanResultTable.Rows[(int)result].Name;
}
