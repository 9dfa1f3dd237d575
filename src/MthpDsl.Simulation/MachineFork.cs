using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation;

public sealed partial class Machine
{
    /// <summary>
    /// A machine in the same state, from which history may take another way: memory, processes, knobs, counters, trace, daemon and
    /// the random numbers to come. The two share nothing.
    /// </summary>
    /// <returns>The copy; its processes and mappings are found by the same names.</returns>
    /// <exception cref="InvalidOperationException">Statements are armed for a step of a collapse, and belong to this machine.</exception>
    public Machine Fork()
    {
        if (Khugepaged.HasArmedRaces)
        {
            throw new InvalidOperationException("a machine with armed statements cannot be forked");
        }

        return new Machine(Kernel, Options, this);
    }

    // What is made new in the constructor takes over its state here; answers the twin of the first process.
    private Process CopyState(Machine source)
    {
        _nextAddressSpaceId = source._nextAddressSpaceId;
        _nextToken = source._nextToken;
        UsesBulkPaths = source.UsesBulkPaths;
        Counters.CopyFrom(source.Counters);
        Policy.CopyFrom(source.Policy);
        PageAllocator.CopyFrom(source.PageAllocator);
        SwapCache.CopyFrom(source.SwapCache);
        Reclaimer.CopyFrom(source.Reclaimer);
        foreach (Process process in source._processes)
        {
            Process copy = process.CloneOn(this);
            _processes.Add(copy);
            _addressSpaces.Add(copy.Mm);
        }

        AddressSpace Twin(AddressSpace mm) => _addressSpaces.Find(copy => copy.Id == mm.Id)!;
        Khugepaged.CopyFrom(source.Khugepaged, Twin);
        if (source.Reference is { } reference)
        {
            Watch(reference.Clone(Twin));
        }

        return _processes[0];
    }
}
