using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Syscalls;

/// <summary>UFFDIO_REGISTER, all of a process's through one descriptor (spec MM 2.8).</summary>
internal sealed class Userfaultfd(Machine machine)
{
    /// <summary>Arms the VMAs of a range; holes are passed over.</summary>
    /// <returns>EINVAL where no VMA is.</returns>
    public Errno Register(AddressSpace mm, long first, long end, UserfaultMode mode)
    {
        if (!mm.Vmas.Parts(first, end).Any())
        {
            return Errno.EINVAL;
        }

        VmaFlags flag = mode == UserfaultMode.Missing ? VmaFlags.UffdMissing : VmaFlags.UffdWp;
        machine.Vmas.ChangeFlags(mm, first, end, flag, VmaFlags.UffdArmed);
        return Errno.None;
    }
}
