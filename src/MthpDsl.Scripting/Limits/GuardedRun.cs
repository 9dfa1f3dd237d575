using System.Runtime;

namespace MthpDsl.Scripting;

/// <summary>How a guarded run ended.</summary>
internal enum GuardedEnd
{
    /// <summary>By itself.</summary>
    Finished,

    /// <summary>By an exception.</summary>
    Threw,

    /// <summary>Its time was over.</summary>
    TookTooLong,

    /// <summary>It held too much memory.</summary>
    TookTooMuch,

    /// <summary>The caller stopped it.</summary>
    Stopped,
}

/// <summary>Runs code that may not end by itself. What it was working on when it is stopped must not be used any more.</summary>
internal sealed class GuardedRun : IDisposable
{
    private const int PollMilliseconds = 10;
    private const int PatienceMilliseconds = 2000;

    [ThreadStatic]
    private static GuardedRun? _current;

    private readonly Thread _thread = Thread.CurrentThread;

    private readonly Lock _lock = new();
    private readonly CSharpLimits _limits;
    private readonly CancellationTokenSource _cancel = new();
    private readonly long _began = Environment.TickCount64;
    private readonly long _memoryBefore = GC.GetTotalMemory(forceFullCollection: false);
    private volatile GuardedEnd _end;
    private bool _hasEnded;
    private long _endAsked;

    private GuardedRun(CSharpLimits limits) => _limits = limits;

    /// <summary>Asked by the loops and lambdas of user code, and before every statement.</summary>
    /// <exception cref="OperationCanceledException">The run has to end.</exception>
    public static void Tick()
    {
        if (_current is { _end: not GuardedEnd.Finished })
        {
            throw new OperationCanceledException();
        }
    }

    /// <summary>Runs an action within limits; one inside another is bounded by the outer one's.</summary>
    /// <param name="action">The code.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="stop">Stops it before.</param>
    /// <param name="thrown">The exception that ended it, or null.</param>
    public static GuardedEnd Run(Action action, CSharpLimits limits, CancellationToken stop, out Exception? thrown)
    {
        using GuardedRun run = new(limits);
        GuardedEnd end = run.Try(action, stop, out thrown);

        // What stopped code throws on its way out is of no interest.
        return run._end == GuardedEnd.Finished ? end : run._end;
    }

    /// <inheritdoc/>
    public void Dispose() => _cancel.Dispose();

    private GuardedEnd Try(Action action, CancellationToken stop, out Exception? thrown)
    {
        thrown = null;
        try
        {
            Invoke(action, stop);
            return GuardedEnd.Finished;
        }
        catch (OutOfMemoryException)
        {
            return GuardedEnd.TookTooMuch;
        }
#pragma warning disable CA1031 // Whatever the user's code throws is the user's to read.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            thrown = exception;
            return GuardedEnd.Threw;
        }
    }

    private void Invoke(Action action, CancellationToken stop)
    {
        if (_current is not null)
        {
            action();
            return;
        }

        using CancellationTokenRegistration stopped = stop.UnsafeRegister(_ => End(GuardedEnd.Stopped), null);
        using Timer timer = new(_ => Watch(), null, PollMilliseconds, PollMilliseconds);
        _current = this;
        try
        {
            // For what asks nobody and does not wait. Its dangers are those of the state it leaves, which is thrown away.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(action, _cancel.Token);
#pragma warning restore SYSLIB0046
        }
        finally
        {
            lock (_lock)
            {
                _hasEnded = true;
            }

            _current = null;
            ForgetInterrupt();
        }
    }

    /// <summary>An interrupt that came too late would hit the next wait of somebody else.</summary>
    private static void ForgetInterrupt()
    {
        try
        {
            Thread.Sleep(0);
        }
        catch (ThreadInterruptedException)
        {
            // That was it.
        }
    }

    private void Watch()
    {
        if (_end != GuardedEnd.Finished)
        {
            AbortIfOverdue();
        }
        else if (Environment.TickCount64 - _began > _limits.Time.TotalMilliseconds)
        {
            End(GuardedEnd.TookTooLong);
        }
        else if (Grown(forceFullCollection: false) && Grown(forceFullCollection: true))
        {
            End(GuardedEnd.TookTooMuch);
        }
    }

    private bool Grown(bool forceFullCollection) => GC.GetTotalMemory(forceFullCollection) - _memoryBefore > _limits.Memory.Bytes;

    /// <summary>Asks for the end: loops ask back, and what sleeps or waits is woken.</summary>
    private void End(GuardedEnd end)
    {
        lock (_lock)
        {
            if (_end != GuardedEnd.Finished || _hasEnded)
            {
                return;
            }

            _endAsked = Environment.TickCount64;
            _end = end;
            _thread.Interrupt();
        }
    }

    /// <summary>What neither asks nor waits, such as one very long call, can only be aborted. The runtime is not at its best there.</summary>
    private void AbortIfOverdue()
    {
        if (Environment.TickCount64 - _endAsked < PatienceMilliseconds)
        {
            return;
        }

        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this moment.
        }
    }
}
