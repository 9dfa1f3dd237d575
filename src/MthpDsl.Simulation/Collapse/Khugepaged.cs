using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// khugepaged: the processes registered with it, its passes over them, and its sleeps (COLLAPSE A.1, D.1; spec MM 1.4). MADV_COLLAPSE
/// does the same work through it.
/// </summary>
/// <example>
/// <code>
/// machine.Sysfs.Write("hugepages-64kB/enabled", "madvise");
/// DaemonReport report = machine.Khugepaged.Scan();
/// </code>
/// </example>
public sealed partial class Khugepaged
{
    /// <summary>Passes after which <see cref="UntilIdle"/> gives up.</summary>
    public const int MaxPasses = 64;

    private readonly Machine _machine;
    private readonly CollapseContext _context;
    private readonly ICollapsePolicy _policy;
    private readonly CollapseControl _control = new(isKhugepaged: true);
    private readonly List<AddressSpace> _slots = [];

    internal Khugepaged(Machine machine)
    {
        _machine = machine;
        _context = new CollapseContext(machine);
        _policy = machine.Kernel.CollapsePolicy switch
        {
            CollapsePolicyKind.PmdOnly => new PmdOnlyPolicy(_context),
            CollapsePolicyKind.OrderWiseAsPosted => new OrderWisePolicy(_context),
            CollapsePolicyKind.OrderWiseRepaired => new RepairedOrderWisePolicy(_context),
            _ => new PresentBitmapPolicy(_context),
        };
        machine.Sysfs.EnabledWritten += StartStop;
        machine.Sysfs.SleepWritten += Wake;
        IsRunning = IsWanted;
    }

    /// <summary>Whether the thread runs.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The simulated time since boot, in milliseconds; only <see cref="Run"/> and the sleeps move it.</summary>
    public long NowMilliseconds { get; private set; }

    /// <summary>The processes it knows, in the order in which it visits them.</summary>
    public IEnumerable<string> Registered => _slots.Select(mm => _context.NameOf(mm.Id));

    /// <summary>How long collapses held which lock, in pages copied.</summary>
    public LockLedger Locks => _context.Locks;

    /// <summary>The bug that ended the kernel, if one did. Nothing may run on the machine after that.</summary>
    public KernelFinding? Finding => _context.Finding;

    /// <summary>Writes that the kernel as posted lost, in order.</summary>
    public IReadOnlyList<LostWrite> LostWrites => _context.LostWrites;

    /// <summary>Whether every window that is tried is remembered in <see cref="Trials"/>.</summary>
    public bool RecordsTrials
    {
        get => _context.Journal.IsEnabled;
        set => _context.Journal.IsEnabled = value;
    }

    /// <summary>The windows that were tried, oldest first, while <see cref="RecordsTrials"/> was on.</summary>
    public IReadOnlyCollection<CollapseTrial> Trials => _context.Journal.Trials;

    private bool IsWanted => _machine.Kernel.KhugepagedRunsForAnyOrder
        ? _machine.Policy.EnabledOrders != 0
        : _machine.Policy.IsPmdOrderEnabled;

    /// <summary>Arms statements for the next time that a collapse reaches a step: <c>at STEP { … }</c>.</summary>
    /// <param name="step">The step.</param>
    /// <param name="operations">What then runs, in order; what the locks held there block waits until they are dropped.</param>
    public void Arm(CollapseStep step, IReadOnlyList<RacingOperation> operations) => _context.Races.Arm(step, operations);

    /// <summary>Whether statements are still armed for a step.</summary>
    public bool IsArmed(CollapseStep step) => _context.Races.IsArmed(step);

    /// <summary>khugepaged_enter_vma: registers an address space for one of its VMAs, if the thread runs and an order is allowed there.</summary>
    internal void EnterVma(AddressSpace mm, Vma vma)
    {
        if (IsWanted && !_slots.Contains(mm) && _policy.PossibleOrders(_control, mm, vma) != 0)
        {
            _slots.Add(mm);
        }
    }

    /// <summary>khugepaged_fork: a child of a registered parent is registered.</summary>
    internal void Fork(AddressSpace parent, AddressSpace child)
    {
        if (_slots.Contains(parent))
        {
            _slots.Add(child);
        }
    }

    /// <summary>khugepaged_exit: the address space is forgotten, at once unless the cursor stands in it.</summary>
    internal void Exit(AddressSpace mm)
    {
        if (mm != _current)
        {
            _slots.Remove(mm);
        }
    }

    private bool _firstPassGoesOn;

    // start_stop_khugepaged: a thread that starts makes a pass at once; one that stops forgets its cursor.
    private void StartStop()
    {
        bool wasRunning = IsRunning;
        IsRunning = IsWanted;
        if (!IsRunning)
        {
            _current = null;
        }
        else if (!wasRunning && _slots.Count > 0)
        {
            BeginPass();
            Pass(_machine.Policy.PagesToScan);
            _nextWake = NowMilliseconds + _machine.Policy.ScanSleepMilliseconds;
        }
        else if (!wasRunning)
        {
            // khugepaged_wait_work: without work it does not sleep, it waits for a process.
            _nextWake = NowMilliseconds;
            _firstPassGoesOn = _machine.Policy.AllowedOrders(hugepageAdvised: false) != 0;
        }
    }

    /// <summary>
    /// The first pass of a thread that an "always" started has the memory of every process to look at, so it is still under way
    /// when the next system call registers one, and comes to it (inferred from recordings; spec COLLAPSE D.1).
    /// </summary>
    internal void GoOnWithFirstPass()
    {
        if (_firstPassGoesOn && IsRunning && _slots.Count > 0)
        {
            BeginPass();
            Pass(_machine.Policy.PagesToScan);
        }

        _firstPassGoesOn = false;
    }

    /// <summary>The first pass has ended: time went by in the program since the thread was started.</summary>
    internal void EndFirstPass() => _firstPassGoesOn = false;

    private void Wake() => _nextWake = NowMilliseconds;
}
