using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Statistics;

namespace MthpDsl.Simulation.Memory;

/// <summary>The huge zero folio: made by the first reader, kept while an address space holds its one reference (spec MM 2.3).</summary>
internal sealed class HugeZeroFolio(Machine machine)
{
    private readonly HashSet<int> _holders = [];
    private long _frame = -1;

    /// <summary>The frames it has: none while it is not there.</summary>
    public long Frames => _frame < 0 ? 0 : machine.Geometry.PmdPages;

    /// <summary>mm_get_huge_zero_folio.</summary>
    public bool TryGet(AddressSpace mm)
    {
        if (_frame < 0)
        {
            _frame = machine.PageAllocator.Allocate(machine.Geometry.PmdOrder, Gfp.NoReclaim);
            if (_frame < 0)
            {
                machine.Counters.Count(VmStat.ThpZeroPageAllocFailed);
                return false;
            }

            machine.Counters.Count(VmStat.ThpZeroPageAlloc);
        }

        _holders.Add(mm.Id);
        return true;
    }

    /// <summary>Drops an address space's reference, at its end; the folio itself stays until a shrinker wants it.</summary>
    public void Put(AddressSpace mm) => _holders.Remove(mm.Id);

    /// <summary>The shrinker: frees the folio when no address space holds it.</summary>
    public void Shrink()
    {
        if (_frame >= 0 && _holders.Count == 0)
        {
            machine.PageAllocator.Free(_frame, machine.Geometry.PmdOrder);
            _frame = -1;
        }
    }

    public HugeZeroFolio Clone(Machine newMachine)
    {
        var copy = new HugeZeroFolio(newMachine) { _frame = _frame };
        copy._holders.UnionWith(_holders);
        return copy;
    }
}
