using System.Diagnostics;

namespace MthpDsl.Mutation;

/// <summary>Ends the process when a check takes far longer than without a mutant. It counts time of the processor, which a pause does not take.</summary>
internal sealed class Watchdog
{
    private const double Grace = 2000;
    private const double Factor = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Action _timedOut;
    private readonly Lock _lock = new();
    private double _limit = double.PositiveInfinity;

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
            _limit = Spent() + Grace + (Factor * milliseconds);
        }
    }

    /// <summary>No check runs.</summary>
    public void End()
    {
        lock (_lock)
        {
            _limit = double.PositiveInfinity;
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
                if (Spent() > _limit)
                {
                    _timedOut();
                    Process.GetCurrentProcess().Kill();
                }
            }
        }
    }
}
