using MthpDsl.Simulation.Collapse;
using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation;

/// <summary>How khugepaged chooses what to collapse (spec COLLAPSE A, C, D).</summary>
internal enum CollapsePolicyKind
{
    /// <summary>PMD size only, as 6.12 and 6.18 do.</summary>
    PmdOnly,

    /// <summary>Order by order with a mask that only shrinks: the series of December 2024 exactly as posted.</summary>
    OrderWiseAsPosted,

    /// <summary>Order by order with what the reviewers asked for.</summary>
    OrderWiseRepaired,

    /// <summary>A bitmap of present pages and a forward walk: the collapse that was merged in 2026.</summary>
    PresentBitmap,
}

/// <summary>
/// Whose behaviour a machine has. What differs between kernels is one named behaviour a property (spec MM 13, COLLAPSE); nothing else in
/// the simulator asks for a version.
/// </summary>
/// <example><code>var machine = new Machine(KernelModel.Rfc2024);</code></example>
public sealed record KernelModel
{
    internal KernelModel(string name) => Name = name;

    /// <summary>The name that scenarios use: <c>6.12</c>, <c>rfc-2024</c> …</summary>
    public string Name { get; internal init; }

    /// <summary>One line that says what the kernel is.</summary>
    public string Description => KernelTable.Find(Name)!.Description;

    /// <summary>What khugepaged may collapse to, and how it goes about it.</summary>
    internal CollapsePolicyKind CollapsePolicy { get; init; }

    /// <summary>A write to a huge zero leaf gets a PMD-sized folio (6.13: do_huge_zero_wp_pmd; spec MM 2.5).</summary>
    internal bool HugeZeroWriteAllocates { get; init; }

    /// <summary>MADV_DONTNEED over a whole PMD range frees the page table (6.14: CONFIG_PT_RECLAIM; spec MM 4.4).</summary>
    internal bool ReclaimsEmptyPageTables { get; init; }

    /// <summary>A large folio that one process alone maps is reused on a write fault (6.15; spec MM 3.4).</summary>
    internal bool ReusesLargeFolios { get; init; }

    /// <summary>"Mapped shared" is decided by tracked owners, not by the first page's mapcount (6.15; spec MM 8.3).</summary>
    internal bool TracksOwners { get; init; }

    /// <summary>Small pages of a folio that was split at swap-out are written head, then from the last down (spec MM 6.1).</summary>
    internal bool SwapFallbackDescends { get; init; }

    /// <summary>A swap allocation tries partly used clusters of its order before unused ones (6.18; spec MM 6.2).</summary>
    internal bool PrefersNonfullSwapClusters { get; init; }

    /// <summary>
    /// Reclaim takes a lazily free folio out of a page table in one stretch, so that it is never partially mapped on its way and one
    /// written page keeps all (6.16: folio_unmap_pte_batch; measured on 6.18.44; spec MM 5.3).
    /// </summary>
    internal bool UnmapsLazyfreeInBatches { get; init; }

    /// <summary>Slots shared by fork are read from zram with their neighbours (page-cluster 3, measured on 6.18.44; spec MM 6.3 C).</summary>
    internal bool ReadsAheadFromSynchronousSwap { get; init; }

    /// <summary>prctl(PR_SET_THP_DISABLE) knows PR_THP_DISABLE_EXCEPT_ADVISED (6.18; spec MM 2.1).</summary>
    internal bool HasThpDisableExceptAdvised { get; init; }

    /// <summary>A collapse needs at least one writable PTE (SCAN_PAGE_RO, until 6.17; spec COLLAPSE D.5).</summary>
    internal bool CollapseNeedsWritablePte { get; init; }

    /// <summary>khugepaged leaves clean lazyfree folios alone (SCAN_PAGE_LAZYFREE; spec COLLAPSE C.3).</summary>
    internal bool CollapseSkipsLazyfree { get; init; }

    /// <summary>Any enabled anonymous order starts the daemon and registers processes, not only the PMD order.</summary>
    internal bool KhugepagedRunsForAnyOrder { get; init; }

    /// <summary>A range costs the daemon one unit of progress a slot, not always HPAGE_PMD_NR (spec COLLAPSE C.6).</summary>
    internal bool ScanProgressPerSlot { get; init; }

    /// <summary>Windows below PMD order are collapsed under the mmap lock for reading, the PTE lock held throughout, the PMD untouched (spec COLLAPSE A.5, B6, B13).</summary>
    internal bool CollapsesSmallOrdersUnderReadLock { get; init; }

    /// <summary>The scan jumps over folios of the order tried or more, below PMD order (spec COLLAPSE A.4).</summary>
    internal bool ScanSkipsLargerFolios { get; init; }

    /// <summary>A collapse below PMD order brings swapped pages in (spec COLLAPSE A.5); the merged one refuses (C.5).</summary>
    internal bool CollapseSwapsInBelowPmd { get; init; }

    /// <summary>Every window is revalidated with the whole PMD range around it, since another VMA could share the page table (spec COLLAPSE C.1).</summary>
    internal bool CollapseRevalidatesPmdRange { get; init; }

    /// <summary>Folios that a collapse made below PMD order go on the deferred split queue (spec COLLAPSE B19).</summary>
    internal bool CollapseQueuesSmallFolios { get; init; }

    /// <summary>Which counters a collapse moves (spec COLLAPSE A.5, C.6).</summary>
    internal CollapseCounterSet CollapseCounters { get; init; }

    /// <summary>A collapse tells shared folios by their tracked owners, as 6.15 and later do everywhere; the merged collapse came with such a base (spec COLLAPSE H).</summary>
    internal bool CollapseTracksOwners { get; init; }

    /// <summary>
    /// A collapse unmaps the old pages of a large folio in one batch, so that the folio is never partially mapped on its way out
    /// (6.17: __collapse_huge_page_copy_succeeded; measured on 6.18.44 as no split_deferred).
    /// </summary>
    internal bool CollapseUnmapsInBatches { get; init; }

    /// <summary>A missing page table has one result, SCAN_NO_PTE_TABLE, not two.</summary>
    internal bool NamesMissingTablesAlike { get; init; }

    /// <summary>MADV_COLLAPSE goes on past a range without a page table (spec COLLAPSE H.3).</summary>
    internal bool MadviseCollapseSkipsUnpopulated { get; init; }

    /// <summary>A VMA with an anon_vma may merge into a neighbour without one (6.16: is_mergeable_anon_vma; spec MM 4.11).</summary>
    internal bool MergesIntoUnfaultedVmas { get; init; }

    /// <summary>One mremap may move several VMAs (6.17: remap_move; spec MM 4.14).</summary>
    internal bool MovesSeveralVmas { get; init; }

    /// <summary>mremap refuses a length that no address space holds before it looks for a VMA (6.17: check_mremap_params).</summary>
    internal bool ChecksMremapLengthFirst { get; init; }

    /// <summary>Mlocked folios stay on the deferred split queue (2026; spec MM 13).</summary>
    internal bool KeepsMlockedOnDeferredQueue { get; init; }

    /// <summary>The bit of this kernel in the vocabulary's tables.</summary>
    internal KernelSet Set => KernelTable.Find(Name)!.Set;

    /// <summary>Linux 6.12.</summary>
    public static KernelModel Linux612 { get; } = new("6.12")
    {
        CollapsePolicy = CollapsePolicyKind.PmdOnly,
        CollapseNeedsWritablePte = true,
    };

    /// <summary>Linux 6.18.</summary>
    public static KernelModel Linux618 { get; } = Linux612 with
    {
        Name = "6.18",
        HugeZeroWriteAllocates = true,
        ReclaimsEmptyPageTables = true,
        ReusesLargeFolios = true,
        TracksOwners = true,
        CollapseTracksOwners = true,
        SwapFallbackDescends = true,
        PrefersNonfullSwapClusters = true,
        ReadsAheadFromSynchronousSwap = true,
        UnmapsLazyfreeInBatches = true,
        HasThpDisableExceptAdvised = true,
        MergesIntoUnfaultedVmas = true,
        MovesSeveralVmas = true,
        ChecksMremapLengthFirst = true,
        CollapseUnmapsInBatches = true,
        CollapseNeedsWritablePte = false,
    };

    /// <summary>6.12 with the order-wise series of December 2024 exactly as posted.</summary>
    public static KernelModel Rfc2024 { get; } = Linux612 with
    {
        Name = "rfc-2024",
        CollapsePolicy = CollapsePolicyKind.OrderWiseAsPosted,
        CollapsesSmallOrdersUnderReadLock = true,
        ScanSkipsLargerFolios = true,
        CollapseSwapsInBelowPmd = true,
        CollapseQueuesSmallFolios = true,
        CollapseCounters = CollapseCounterSet.AsPosted,
        KhugepagedRunsForAnyOrder = true,
    };

    /// <summary>6.12 with that series and what its reviewers asked for.</summary>
    public static KernelModel Rfc2024Repaired { get; } = Rfc2024 with
    {
        Name = "rfc-2024-repaired",
        CollapsePolicy = CollapsePolicyKind.OrderWiseRepaired,
        CollapsesSmallOrdersUnderReadLock = false,
        CollapseQueuesSmallFolios = false,
        CollapseCounters = CollapseCounterSet.PerSize,
    };

    /// <summary>6.12 with the mTHP collapse that was merged in 2026.</summary>
    public static KernelModel Merged2026 { get; } = Linux612 with
    {
        Name = "merged-2026",
        CollapsePolicy = CollapsePolicyKind.PresentBitmap,
        CollapseRevalidatesPmdRange = true,
        CollapseCounters = CollapseCounterSet.PerSize,
        CollapseTracksOwners = true,
        CollapseNeedsWritablePte = false,
        CollapseSkipsLazyfree = true,
        KhugepagedRunsForAnyOrder = true,
        ScanProgressPerSlot = true,
        MadviseCollapseSkipsUnpopulated = true,
    };

    /// <summary>6.18 with the collapse that was merged in 2026: 7.2, as far as known.</summary>
    public static KernelModel Mainline { get; } = Linux618 with
    {
        Name = "mainline",
        CollapsePolicy = CollapsePolicyKind.PresentBitmap,
        CollapseRevalidatesPmdRange = true,
        CollapseCounters = CollapseCounterSet.PerSize,
        CollapseSkipsLazyfree = true,
        NamesMissingTablesAlike = true,
        KhugepagedRunsForAnyOrder = true,
        ScanProgressPerSlot = true,
        MadviseCollapseSkipsUnpopulated = true,
        KeepsMlockedOnDeferredQueue = true,
    };

    /// <summary>All models, oldest first.</summary>
    public static IReadOnlyList<KernelModel> All { get; } =
        [Linux612, Linux618, Rfc2024, Rfc2024Repaired, Merged2026, Mainline];

    /// <summary>The model of a name, or null.</summary>
    public static KernelModel? Find(string name) => All.FirstOrDefault(model => model.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
