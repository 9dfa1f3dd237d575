namespace MthpDsl.Simulation.Tracing;

/// <summary>How often a lock was taken in a mode, and for how long it was held.</summary>
/// <param name="Name">The lock.</param>
/// <param name="Mode">For reading or for writing.</param>
/// <param name="Acquisitions">Times it was taken.</param>
/// <param name="HeldPages">Time held, in base pages copied meanwhile.</param>
/// <param name="LongestPages">The longest single hold, in base pages copied.</param>
/// <example>
/// <code>
/// heap.Write();
/// heap.Advise(Advice.Collapse);
/// LockHold hold = machine.Khugepaged.Locks.Holds().Single(held =&gt; held is { Name: LockName.MmapLock, Mode: LockMode.Write });
/// Console.WriteLine(hold.HeldPages); // 512
/// </code>
/// </example>
public sealed record LockHold(LockName Name, LockMode Mode, long Acquisitions, long HeldPages, long LongestPages);

/// <summary>
/// Who holds which lock, and how long: the unit of time is a base page copied, because that is what a collapse spends its
/// time on. A lock is taken a few times per attempt, never per page.
/// </summary>
/// <example>
/// <code>
/// heap.Write();
/// heap.Advise(Advice.Collapse);
/// Console.WriteLine(machine.Khugepaged.Locks.PagesCopied); // 512
/// </code>
/// </example>
public sealed class LockLedger
{
    private const int Modes = 2;
    private const int Locks = (int)LockName.FolioLock + 1;
    private static readonly string[] ModeNames = ["read", "write"];

    private readonly long[] _acquisitions = new long[Locks * Modes];
    private readonly long[] _held = new long[Locks * Modes];
    private readonly long[] _longest = new long[Locks * Modes];
    private readonly long[] _since = new long[Locks];
    private readonly LockMode?[] _mode = new LockMode?[Locks];
    private readonly TraceLog _trace;
    private readonly Func<int, string> _processOf;

    /// <summary>No lock held, the clock at zero.</summary>
    /// <param name="trace">Where the lock events go.</param>
    /// <param name="processOf">The name of the process that owns an address space, by the address space's number.</param>
    internal LockLedger(TraceLog trace, Func<int, string> processOf)
    {
        _trace = trace;
        _processOf = processOf;
    }

    /// <summary>The clock: base pages that collapses have copied.</summary>
    public long PagesCopied { get; private set; }

    /// <summary>The mode in which khugepaged or MADV_COLLAPSE holds a lock now, or null.</summary>
    public LockMode? Held(LockName name) => _mode[(int)name];

    /// <summary>Every lock and mode that was ever taken.</summary>
    public IReadOnlyList<LockHold> Holds()
    {
        List<LockHold> holds = [];
        for (int index = 0; index < _acquisitions.Length; index++)
        {
            if (_acquisitions[index] != 0)
            {
                holds.Add(new((LockName)(index / Modes), (LockMode)(index % Modes), _acquisitions[index], _held[index], _longest[index]));
            }
        }

        return holds;
    }

    /// <summary>Time passes: so many base pages were copied.</summary>
    internal void Copy(long pages) => PagesCopied += pages;

    /// <summary>Takes a lock for the mm and the address it concerns.</summary>
    internal void Take(LockName name, LockMode mode, int mm, long address)
    {
        _mode[(int)name] = mode;
        _since[(int)name] = PagesCopied;
        _acquisitions[Index(name, mode)]++;
        if (_trace.IsEnabled)
        {
            _trace.Emit(
                TraceEventKind.LockAcquire,
                new("mm", _processOf(mm)),
                TraceField.Address(address),
                new("name", name.Word()),
                new("mode", ModeNames[(int)mode]),
                new("pages_copied", PagesCopied));
        }
    }

    /// <summary>Drops a lock that is held.</summary>
    internal void Drop(LockName name, int mm, long address)
    {
        if (_mode[(int)name] is not { } mode)
        {
            throw new InvalidOperationException(name.Word() + " is not held");
        }

        long held = PagesCopied - _since[(int)name];
        _mode[(int)name] = null;
        _held[Index(name, mode)] += held;
        _longest[Index(name, mode)] = Math.Max(_longest[Index(name, mode)], held);
        if (_trace.IsEnabled)
        {
            _trace.Emit(
                TraceEventKind.LockRelease,
                new("mm", _processOf(mm)),
                TraceField.Address(address),
                new("name", name.Word()),
                new("mode", ModeNames[(int)mode]),
                new("held", held),
                new("pages_copied", PagesCopied));
        }
    }

    /// <summary>Drops a lock that is held and takes it again in the same mode, where nobody waits for it and no trace is kept.</summary>
    internal void TakeAgain(LockName name)
    {
        int index = Index(name, _mode[(int)name]!.Value);
        long held = PagesCopied - _since[(int)name];
        _since[(int)name] = PagesCopied;
        _acquisitions[index]++;
        _held[index] += held;
        _longest[index] = Math.Max(_longest[index], held);
    }

    private static int Index(LockName name, LockMode mode) => ((int)name * Modes) + (int)mode;

    /// <summary>Takes over the sums, for the fork of a machine; no lock is held between statements.</summary>
    internal void CopyFrom(LockLedger other)
    {
        other._acquisitions.CopyTo(_acquisitions, 0);
        other._held.CopyTo(_held, 0);
        other._longest.CopyTo(_longest, 0);
        PagesCopied = other.PagesCopied;
    }
}
