using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Collapse;

public sealed partial class Khugepaged
{
    /// <summary>Whether any statement is armed for a step.</summary>
    internal bool HasArmedRaces => !_context.Races.IsEmpty;

    /// <summary>Takes over slots, cursor, clock and findings, for the fork of a machine.</summary>
    /// <param name="other">The daemon of the machine that is forked.</param>
    /// <param name="twin">The address space here that an address space there has become.</param>
    internal void CopyFrom(Khugepaged other, Func<AddressSpace, AddressSpace> twin)
    {
        _context.CopyFrom(other._context);
        _control.Progress = other._control.Progress;
        _slots.AddRange(other._slots.Select(twin));
        _current = other._current is null ? null : twin(other._current);
        _address = other._address;
        _lastResult = other._lastResult;
        _nextWake = other._nextWake;
        _passes = other._passes;
        NowMilliseconds = other.NowMilliseconds;
        IsRunning = other.IsRunning;
        _firstPassGoesOn = other._firstPassGoesOn;
    }
}
