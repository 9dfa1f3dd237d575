using System.Diagnostics;

namespace MthpDsl.Mutation;

/// <summary>
/// Ends a check that takes far longer than without a mutant: at the next place that could have a mutant, or, where none comes, with
/// the process. It counts time of the processor, which a pause does not take.
/// </summary>
internal sealed class Watchdog
{
    private const double Grace = 2000;
    private const double Factor = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Action _timedOut;
    private readonly Lock _lock = new();
    private double _limit = double.PositiveInfinity;

    /// <summary>Whether the check that ran last was told to end.</summary>
    public bool HasFired { get; private set; }

    /// <param name="timedOut">Called before the process ends.</param>
    public Watchdog(Action timedOut)
    {
        _timedOut = timedOut;
        new Thread(Watch) { IsBackground = true, Priority = ThreadPriority.Highest }.Start();
    }

    /// <summary>A check begins, which takes so many milliseconds without a mutant.</summary>
    public void Begin(double milliseconds)
    {
        lock (_lock)
        {
            HasFired = false;
            _limit = Spent() + Grace + (Factor * milliseconds);
        }
    }

    /// <summary>No check runs.</summary>
    public void End()
    {
        lock (_lock)
        {
            _limit = double.PositiveInfinity;
            if (HasFired)
            {
                MutantSwitch.Go();
            }
        }
    }

    private static double Spent() => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(Interval);
            lock (_lock)
            {
                if (Spent() <= _limit)
                {
                    continue;
                }

                if (HasFired)
                {
                    _timedOut();
                    Process.GetCurrentProcess().Kill();
                }

                HasFired = true;
                _limit = Spent() + Grace;
                MutantSwitch.Stop();
            }
        }
    }
}
