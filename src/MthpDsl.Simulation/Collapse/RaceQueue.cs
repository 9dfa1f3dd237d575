using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;
using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Collapse;

/// <summary>
/// Statements armed for a step of the next collapse. One that the locks held there would block waits, and all behind it, until a
/// lock is dropped; the trace says so.
/// </summary>
internal sealed class RaceQueue(CollapseContext context)
{
    private readonly IReadOnlyList<RacingOperation>?[] _armed = new IReadOnlyList<RacingOperation>?[Words.CollapseSteps.Length];
    private readonly Queue<WaitingOperation> _waiting = new();
    private RacingOperation? _traced;
    private bool _running;

    /// <summary>Whether statements are armed for a step, or wait.</summary>
    public bool IsArmed(CollapseStep step) => _armed[(int)step] is not null;

    /// <summary>Arms statements for the next time that a collapse reaches a step, behind those that are armed there already.</summary>
    public void Arm(CollapseStep step, IReadOnlyList<RacingOperation> operations) =>
        _armed[(int)step] = _armed[(int)step] is { } before ? [.. before, .. operations] : operations;

    /// <summary>Forgets what is armed.</summary>
    public void Disarm(CollapseStep step) => _armed[(int)step] = null;

    /// <summary>A collapse has reached a step and holds its locks.</summary>
    public void Reached(CollapseStep step, AddressSpace mm, long vpn)
    {
        if (_armed[(int)step] is not { } operations || _running)
        {
            return;
        }

        _armed[(int)step] = null;
        Trace(mm, vpn, step, "reached");
        foreach (RacingOperation operation in operations)
        {
            _waiting.Enqueue(new WaitingOperation(step, operation));
        }

        RunWaiting(mm);
    }

    /// <summary>A lock was dropped: runs what waited for it, in order.</summary>
    public void RunWaiting(AddressSpace mm)
    {
        if (_running)
        {
            return;
        }

        _running = true;
        while (_waiting.TryPeek(out WaitingOperation? next))
        {
            long vpn = next.Operation.Range.Start >> context.Machine.Geometry.PageShift;
            if (IsBlocked(next.Operation, mm))
            {
                TraceWait(mm, vpn, next.Step, next.Operation);
                break;
            }

            _waiting.Dequeue();
            Trace(mm, vpn, next.Step, "runs", next.Operation.Text);
            next.Operation.Run();
        }

        _running = false;
    }

    private bool IsBlocked(RacingOperation operation, AddressSpace mm)
    {
        LockLedger locks = context.Locks;
        bool same = operation.Mm == mm;
        return operation.Need switch
        {
            RaceNeed.MmapWrite => same && locks.Held(LockName.MmapLock) is not null,
            RaceNeed.MmapRead => same && (locks.Held(LockName.MmapLock) == LockMode.Write || locks.Held(LockName.PteLock) is not null),
            RaceNeed.Access => same && WouldFault(operation, mm)
                && (locks.Held(LockName.VmaLock) is not null || locks.Held(LockName.PteLock) is not null),
            RaceNeed.Rmap => locks.Held(LockName.AnonVmaLock) is not null || locks.Held(LockName.FolioLock) is not null,
            _ => false,
        };
    }

    // What the page tables allow, the processor does without asking the kernel.
    private bool WouldFault(RacingOperation operation, AddressSpace mm)
    {
        int shift = context.Machine.Geometry.PageShift;
        long end = (operation.Range.End + (1L << shift) - 1) >> shift;
        for (long vpn = operation.Range.Start >> shift; vpn < end; vpn++)
        {
            Pte pte = mm.Pages.ReadPte(vpn);
            if (!pte.IsPresent || (operation.IsWrite && !pte.IsWritable))
            {
                return true;
            }
        }

        return false;
    }

    // Once, however many locks are dropped before it can run.
    private void TraceWait(AddressSpace mm, long vpn, CollapseStep step, RacingOperation operation)
    {
        if (_traced != operation)
        {
            _traced = operation;
            Trace(mm, vpn, step, "waits", operation.Text);
        }
    }

    private void Trace(AddressSpace mm, long vpn, CollapseStep step, string state, string statement = "")
    {
        if (context.Machine.Trace.IsEnabled)
        {
            context.Machine.Trace.Emit(
                TraceEventKind.Race,
                new("mm", context.NameOf(mm.Id)),
                TraceField.Address(context.AddressOf(vpn)),
                new("step", step.Word()),
                new("state", state),
                new("statement", statement));
        }
    }

    /// <summary>Whether any statement is armed or waits: a closure over this machine, which no other machine can run.</summary>
    public bool IsEmpty => _waiting.Count == 0 && Array.TrueForAll(_armed, operations => operations is null);

    private sealed record WaitingOperation(CollapseStep Step, RacingOperation Operation);
}
