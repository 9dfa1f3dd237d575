using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Reclaim;
using MthpDsl.Simulation.Splitting;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Sysfs;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation;

/// <summary>
/// A simulated machine: physical memory, processes, the sysfs tree and khugepaged, under one kernel model. The same calls give
/// the same machine, always.
/// </summary>
/// <example>
/// <code>
/// var machine = new Machine(KernelModel.Rfc2024);
/// Mapping heap = machine.Main.Map("heap", 2.MiB());
/// heap.Write();
/// </code>
/// </example>
public sealed partial class Machine
{
    private readonly List<Process> _processes = [];
    private readonly List<AddressSpace> _addressSpaces = [];
    private int _nextAddressSpaceId = 1;
    private long _nextToken = 1;

    /// <summary>A machine after boot, with one process, <c>main</c>, and no memory mapped.</summary>
    /// <param name="kernel">Whose behaviour it has.</param>
    /// <param name="options">Its hardware; 4G of 4K pages without swap unless said.</param>
    public Machine(KernelModel kernel, MachineOptions? options = null)
        : this(kernel, options ?? new MachineOptions(), source: null)
    {
    }

    // Each part is new, or a copy of the source's. The parts without state of their own are new either way.
    private Machine(KernelModel kernel, MachineOptions options, Machine? source)
    {
        Kernel = kernel;
        Options = options;
        Counters = new Counters(Geometry, kernel.Set);
        Sysfs = new SysfsTree(Geometry, kernel.Set, Counters, Options.Memory);
        Trace = source?.Trace.Clone() ?? new TraceLog();
        Frames = source?.Frames.Clone() ?? new FrameTable(Geometry);
        Buddy = source?.Buddy.Clone() ?? new BuddyAllocator(Geometry, Geometry.PagesIn(Options.Memory));
        PageAllocator = new PageAllocator(this);
        Cgroup = source?.Cgroup.Clone() ?? new MemoryCgroup();
        Cgroup.PageTables = CountPageTables;
        Cgroup.Reclaim = pages => Reclaimer!.Reclaim(pages);
        Failures = source?.Failures.Clone() ?? new FailureInjection();
        Folios = new FolioAllocator(this);
        LruAddBatch = source?.LruAddBatch.Clone(Frames) ?? new LruAddBatch(Frames);
        DeferredSplits = source?.DeferredSplits.Clone(this) ?? new DeferredSplitQueue(this);
        HugeZero = source?.HugeZero.Clone(this) ?? new HugeZeroFolio(this);
        Swap = source is null ? NewSwapDevice() : source.Swap?.Clone();
        SwapCache = new SwapCache(this);
        Swap?.ReclaimCached = SwapCache.TryReclaim;
        FolioReclaim = new FolioReclaim(this);
        Reclaimer = new Reclaimer(this);
        Rmap = new Rmap(this);
        Splits = new PageSplitter(this);
        Zap = new Zap(this);
        ForkCopy = new ForkCopy(this);
        SwapFaults = new SwapFaults(this);
        Faults = new FaultHandler(this);
        PageWrites = new PageWrite(this);
        BulkFaults = new BulkFault(this);
        Vmas = new VmaOperations(this);
        Mprotect = new Mprotect(this);
        Mremap = new Mremap(this);
        Mlock = source?.Mlock.Clone(this) ?? new Mlock(this);
        UserPages = source?.UserPages.Clone(this) ?? new UserPages(this);
        Madvise = new Madvise(this);
        FolioNumbers = source?.FolioNumbers.Clone() ?? new FolioNumbers(Geometry.PmdOrder);
        Random = source?.Random.Clone() ?? new SplitMix((ulong)Options.Seed);
        Khugepaged = new Khugepaged(this);
        Main = source is null ? AddProcess("main") : CopyState(source);
    }

    /// <summary>Whose behaviour the machine has.</summary>
    public KernelModel Kernel { get; }

    /// <summary>The hardware.</summary>
    public MachineOptions Options { get; }

    /// <summary>Page sizes and orders.</summary>
    public PageGeometry Geometry => Options.Geometry;

    /// <summary>The first process.</summary>
    public Process Main { get; }

    /// <summary>All processes that ever were, oldest first; <see cref="Process.IsAlive"/> tells which still run.</summary>
    public IReadOnlyList<Process> Processes => _processes;

    /// <summary><c>/sys/kernel/mm/transparent_hugepage</c>.</summary>
    public SysfsTree Sysfs { get; }

    /// <summary>What has been counted since boot.</summary>
    public Counters Counters { get; }

    /// <summary>The huge_memory trace events and the lock events, once enabled.</summary>
    public TraceLog Trace { get; }

    /// <summary>The daemon.</summary>
    public Khugepaged Khugepaged { get; }

    internal ThpPolicy Policy => Sysfs.Policy;

    internal FrameTable Frames { get; }

    internal BuddyAllocator Buddy { get; }

    internal PageAllocator PageAllocator { get; }

    internal MemoryCgroup Cgroup { get; }

    internal FailureInjection Failures { get; }

    internal FolioAllocator Folios { get; }

    internal LruAddBatch LruAddBatch { get; }

    internal DeferredSplitQueue DeferredSplits { get; }

    internal HugeZeroFolio HugeZero { get; }

    /// <summary>The swap device, or null: none, or swapoff took it.</summary>
    internal SwapDevice? Swap { get; set; }

    internal SwapCache SwapCache { get; }

    internal FolioReclaim FolioReclaim { get; }

    internal Reclaimer Reclaimer { get; }

    internal Rmap Rmap { get; }

    internal PageSplitter Splits { get; }

    internal Zap Zap { get; }

    internal ForkCopy ForkCopy { get; }

    internal SwapFaults SwapFaults { get; }

    internal FaultHandler Faults { get; }

    internal PageWrite PageWrites { get; }

    internal BulkFault BulkFaults { get; }

    /// <summary>Off in tests that hold the fast ways against the plain ones.</summary>
    internal bool UsesBulkPaths { get; set; } = true;

    internal VmaOperations Vmas { get; }

    internal Mprotect Mprotect { get; }

    internal Mremap Mremap { get; }

    internal Mlock Mlock { get; }

    internal UserPages UserPages { get; }

    internal Madvise Madvise { get; }

    internal FolioNumbers FolioNumbers { get; }

    internal SplitMix Random { get; }

    internal IReadOnlyList<AddressSpace> AddressSpaces => _addressSpaces;

    /// <summary>The process of a name, alive or not, or null; of several the last.</summary>
    public Process? FindProcess(string name) => _processes.FindLast(process => process.Name == name);

    /// <summary>Names the next write; every stored page content is one such token, and 0 means zero bytes.</summary>
    internal long NextToken() => _nextToken++;

    /// <summary>Names so many writes that follow each other; gives the first.</summary>
    internal long NextTokens(long count)
    {
        long first = _nextToken;
        _nextToken += count;
        return first;
    }

    internal Process AddProcess(string name)
    {
        var process = new Process(this, name, new AddressSpace(Geometry, _nextAddressSpaceId++));
        _processes.Add(process);
        _addressSpaces.Add(process.Mm);
        return process;
    }

    /// <summary>Forgets a process that never came to be.</summary>
    internal void RemoveProcess(Process process)
    {
        _processes.Remove(process);
        _addressSpaces.Remove(process.Mm);
    }

    /// <summary>folio_add_lru_vma: a folio of a locked VMA goes to the unevictable list (spec MM 4.10).</summary>
    internal void AddToLru(long head, Vma vma)
    {
        if (vma.Has(VmaFlags.Locked))
        {
            Frames.SetFlags(head, FolioFlags.Mlocked | FolioFlags.Unevictable | FolioFlags.Lru);
            return;
        }

        LruAddBatch.Add(head);
    }
}
