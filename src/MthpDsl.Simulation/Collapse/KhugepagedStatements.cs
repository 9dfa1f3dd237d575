namespace MthpDsl.Simulation.Collapse;

public sealed partial class Khugepaged
{
    private long _nextWake;
    private int _passes;

    /// <summary>
    /// Full scans of every registered process from the first on, however many pages pages_to_scan says: <c>khugepaged scan N</c>. A pass
    /// that failed allocations end early is followed by another until the scan is full.
    /// </summary>
    /// <param name="scans">How many, at least 1.</param>
    public DaemonReport Scan(int scans = 1)
    {
        long collapsed = _context.Collapsed;
        EndFirstPass();
        int done = 0;
        while (done < scans && IsRunning && Finding is null)
        {
            done++;
            FullScan();
        }

        return new DaemonReport(!IsRunning, done, _context.Collapsed - collapsed, Finding);
    }

    /// <summary>
    /// Simulated time: passes of pages_to_scan pages with the sleeps that sysfs says. Without a registered process it waits for one. A pass takes no
    /// time, but for one that is followed by no sleep: that takes a millisecond.
    /// </summary>
    /// <param name="milliseconds">How long.</param>
    public DaemonReport Run(long milliseconds)
    {
        long collapsed = _context.Collapsed;
        long end = NowMilliseconds + milliseconds;
        int passes = 0;
        while (IsRunning && Finding is null && _slots.Count > 0 && Math.Max(_nextWake, NowMilliseconds) <= end)
        {
            NowMilliseconds = Math.Max(_nextWake, NowMilliseconds);
            BeginPass();
            Pass(_machine.Policy.PagesToScan);
            passes++;
            _nextWake = NowMilliseconds + Math.Max(1, _machine.Policy.ScanSleepMilliseconds);
        }

        NowMilliseconds = end;
        return new DaemonReport(!IsRunning, passes, _context.Collapsed - collapsed, Finding);
    }

    /// <summary>Full scans until one changes nothing, at most <see cref="MaxPasses"/>: <c>khugepaged until-idle</c>.</summary>
    public IdleReport UntilIdle()
    {
        List<PassReport> passes = [];
        bool recorded = RecordsTrials;
        RecordsTrials = true;
        while (IsRunning && Finding is null && passes.Count < MaxPasses && (passes.Count == 0 || passes[^1].ChangedSomething))
        {
            passes.Add(ReportedScan(passes.Count + 1));
        }

        RecordsTrials = recorded;
        bool idle = IsRunning && Finding is null && !passes[^1].ChangedSomething;
        return new IdleReport(!IsRunning, idle, passes, Finding);
    }

    private PassReport ReportedScan(int number)
    {
        (long collapsed, long swappedIn) = (_context.Collapsed, _context.SwappedIn);
        long noted = _context.Journal.Noted;
        FullScan();
        int added = (int)Math.Min(_context.Journal.Noted - noted, Trials.Count);
        List<CollapseTrial> successes = [.. Trials.TakeLast(added).Where(trial => trial.Result == ScanResult.Succeed)];
        return new PassReport(
            number, _context.Collapsed - collapsed, _context.SwappedIn - swappedIn, successes.Sum(trial => (long)trial.None), successes);
    }

    private void BeginPass() => _context.Journal.Pass = ++_passes;

    private void FullScan()
    {
        BeginPass();
        _current = null;
        long before = _machine.Counters.FullScans;
        do
        {
            Pass(long.MaxValue, endsWithList: true);
        }
        while (IsRunning && Finding is null && _slots.Count > 0 && _machine.Counters.FullScans == before);
    }
}
