using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;

namespace MthpDsl.Simulation.Collapse;

/// <summary>khugepaged: the address spaces it knows, and its passes over them (spec COLLAPSE A.1, D.1).</summary>
public sealed class Khugepaged
{
    private readonly Machine _machine;
    private readonly List<AddressSpace> _slots = [];

    internal Khugepaged(Machine machine) => _machine = machine;

    /// <summary>khugepaged_enter_vma: registers an address space for one of its VMAs, if an order is enabled and allowed there.</summary>
    internal void EnterVma(AddressSpace mm, Vma vma)
    {
        uint orders = _machine.Kernel.KhugepagedRunsForAnyOrder
            ? _machine.Geometry.AnonOrders
            : 1u << _machine.Geometry.PmdOrder;
        if (!_slots.Contains(mm)
            && (_machine.Policy.EnabledOrders & orders) != 0
            && AllowableOrders.Of(_machine, mm, vma, ThpMode.Khugepaged, orders) != 0)
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

    /// <summary>khugepaged_exit.</summary>
    internal void Exit(AddressSpace mm) => _slots.Remove(mm);
}
