using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Faults;

/// <summary>How a fault ended.</summary>
internal enum FaultResult
{
    /// <summary>The entry was changed; the access is tried again.</summary>
    Done,

    /// <summary>The PMD-sized way did not work; the fault goes on at PTE level.</summary>
    Fallback,

    /// <summary>No memory for a base page: the OOM killer would come.</summary>
    OutOfMemory,

    /// <summary>userfaultfd holds the thread until someone fills the page.</summary>
    WaitsForUserfault,

    /// <summary>The access is not allowed there (SIGSEGV).</summary>
    BadAccess,
}

/// <summary>One access of the processor, and the fault it takes where the page tables do not allow it (spec MM 2.2).</summary>
internal sealed class FaultHandler(Machine machine)
{
    private readonly AnonymousFault _anonymous = new(machine);
    private readonly HugeFault _huge = new(machine);
    private readonly WriteProtectFault _writeProtect = new(machine);

    public WriteProtectFault WriteProtect => _writeProtect;

    /// <summary>Accesses one page, faulting as often as it takes.</summary>
    /// <param name="mm">Whose memory.</param>
    /// <param name="vpn">The page.</param>
    /// <param name="write">A store, not a load.</param>
    /// <param name="faults">Counts the faults taken.</param>
    /// <returns>Done, or why the access never completes.</returns>
    public FaultResult Access(AddressSpace mm, long vpn, bool write, ref long faults)
    {
        machine.Beat();
        while (!TrySatisfy(mm, vpn, write))
        {
            Vma? vma = mm.Vmas.Find(vpn);
            if (vma is null || !vma.Has(write ? VmaFlags.Write : VmaFlags.Read | VmaFlags.Write))
            {
                return FaultResult.BadAccess;
            }

            faults++;
            FaultResult result = Handle(mm, vma, vpn, write);
            if (result != FaultResult.Done)
            {
                return result;
            }
        }

        return FaultResult.Done;
    }

    // What the hardware does without the kernel: sets the accessed bit, and the dirty bit of a writable entry.
    private static bool TrySatisfy(AddressSpace mm, long vpn, bool write)
    {
        ulong mark = write ? Pte.YoungBit | Pte.DirtyBit : Pte.YoungBit;
        if (mm.Pages.FindTable(mm.Pages.PmdIndex(vpn)) is { } table)
        {
            int i = mm.Pages.PteIndex(vpn);
            Pte pte = table[i];
            if (!pte.IsReadable || (write && !pte.IsWritable))
            {
                return false;
            }

            if (pte.With(mark) != pte)
            {
                table[i] = pte.With(mark);
            }

            return true;
        }

        ref PmdSlot slot = ref mm.Pages.Slot(mm.Pages.PmdIndex(vpn));
        if (!slot.Leaf.IsReadable || (write && !slot.Leaf.IsWritable))
        {
            return false;
        }

        slot.Leaf = slot.Leaf.With(mark);
        return true;
    }

    /// <summary>__handle_mm_fault: the PMD first, then the PTE.</summary>
    public FaultResult Handle(AddressSpace mm, Vma vma, long vpn, bool write)
    {
        PmdSlot slot = mm.Pages.Peek(mm.Pages.PmdIndex(vpn));
        FaultResult result = FaultResult.Fallback;
        if (slot.IsNone)
        {
            uint allowed = AllowableOrders.Of(machine, mm, vma, ThpMode.PageFault, 1u << machine.Geometry.PmdOrder);
            result = allowed != 0 ? _huge.Handle(mm, vma, vpn, write) : FaultResult.Fallback;
        }
        else if (slot.IsLeaf)
        {
            result = _huge.WriteProtect(mm, vma, vpn);
        }

        return result == FaultResult.Fallback ? HandlePte(mm, vma, vpn, write) : result;
    }

    private FaultResult HandlePte(AddressSpace mm, Vma vma, long vpn, bool write)
    {
        PteTable table = mm.Pages.EnsureTable(mm.Pages.PmdIndex(vpn));
        Pte pte = table[mm.Pages.PteIndex(vpn)];
        if (pte.IsNone)
        {
            return _anonymous.Handle(mm, vma, table, vpn, write);
        }

        if (pte.IsSwap)
        {
            return machine.SwapFaults.Handle(mm, vma, vpn, write);
        }

        return pte.IsPresent ? _writeProtect.Handle(mm, vma, table, vpn) : FaultResult.WaitsForUserfault;
    }
}
