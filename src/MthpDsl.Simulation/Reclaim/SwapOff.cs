using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Reclaim;

/// <summary>swapoff(2): everything comes back page by page, and the device is gone (try_to_unuse; spec MM 6.5).</summary>
internal sealed class SwapOff(Machine machine)
{
    /// <summary>Takes the swap device away.</summary>
    /// <returns>EINVAL where there is none; ENOMEM where memory ran out: what did not come back stays on the device.</returns>
    public Errno Run()
    {
        if (machine.Swap is not { } device)
        {
            return Errno.EINVAL;
        }

        device.AcceptsPages = false;
        if (!TryUnuseAll())
        {
            device.AcceptsPages = true;
            return Errno.ENOMEM;
        }

        foreach (long slot in device.EnumerateUsed().ToList())
        {
            if (device.IsUsed(slot))
            {
                machine.SwapCache.TryReclaim(slot);
            }
        }

        machine.Swap = null;
        return Errno.None;
    }

    private bool TryUnuseAll()
    {
        foreach (AddressSpace mm in machine.AddressSpaces)
        {
            for (int i = 0; i < mm.Vmas.Count; i++)
            {
                if (!TryUnuse(mm, mm.Vmas[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool TryUnuse(AddressSpace mm, Vma vma)
    {
        PageTable pages = mm.Pages;
        for (long vpn = vma.Start; vpn < vma.End;)
        {
            machine.Beat();
            long next = Math.Min(vma.End, pages.FirstVpn(pages.PmdIndex(vpn) + 1));
            if (pages.Peek(pages.PmdIndex(vpn)).Table is { HasSwap: true } table)
            {
                for (; vpn < next; vpn++)
                {
                    Pte entry = table[pages.PteIndex(vpn)];
                    if (entry.IsSwap && !TryMap(mm, vma, table, vpn, entry))
                    {
                        return false;
                    }
                }
            }

            vpn = next;
        }

        return true;
    }

    // unuse_pte: old and read-only, exclusive if the entry said so; the next write finds out what it may.
    private bool TryMap(AddressSpace mm, Vma vma, PteTable table, long vpn, Pte entry)
    {
        long slot = entry.Payload;
        if (!machine.SwapFaults.Readahead.Read(vma, vpn, slot, ahead: false))
        {
            return false;
        }

        long page = machine.SwapCache.FrameOf(slot);
        table[mm.Pages.PteIndex(vpn)] = Pte.ForFrame(page, (entry.Word & Pte.UffdWpBit) | vma.ProtectionBits);
        machine.Frames.SetExclusive(page, 1, entry.IsSwapExclusive);
        machine.Rmap.AddPtes(page, 1, mm);
        mm.AnonRssPages++;
        mm.SwapPages--;
        machine.SwapCache.ReleaseSlotOnly(slot);
        machine.SwapCache.TryDrop(machine.Frames.Head(page));
        return true;
    }
}
