using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Auditing;

/// <summary>Recounts everything that the machine counts as it goes along, from the page tables up.</summary>
internal sealed class MachineAudit(Machine machine)
{
    private readonly Findings _findings = new();

    public IReadOnlyList<string> Run()
    {
        var census = new MappingCensus(machine, _findings);
        var spaces = new AddressSpaceAudit(machine, _findings);
        foreach (AddressSpace mm in machine.AddressSpaces)
        {
            spaces.Check(mm, census.NameOf(mm));
            census.Count(mm);
        }

        var folios = new FolioAudit(machine, census, _findings);
        folios.Check();
        CheckFrames(census, folios.FolioFrames);
        CheckSwap(census);
        CheckReferences();
        return _findings.Sentences;
    }

    // Every frame is free, a folio's, the huge zero folio's, or held by the fragmenter.
    private void CheckFrames(MappingCensus census, long folioFrames)
    {
        BuddyAllocator buddy = machine.Buddy;
        long other = machine.HugeZero.Frames + buddy.FragmenterFrames;
        _findings.Expect(buddy.TotalFrames - buddy.FreeFrames - other, folioFrames, "the number of frames in folios");
        _findings.Expect(folioFrames, machine.Cgroup.Usage, "the charge of the memory cgroup");
        if (census.MapsHugeZero && machine.HugeZero.Frames == 0)
        {
            _findings.Add("a leaf maps the huge zero folio, which was freed");
        }
    }

    private void CheckSwap(MappingCensus census)
    {
        SwapDevice? swap = machine.Swap;
        if (swap is null)
        {
            _findings.Expect(census.SwapSlots.Count, 0, "the number of slots without a swap device");
            return;
        }

        foreach (long slot in swap.EnumerateUsed())
        {
            int entries = census.SwapSlots.GetValueOrDefault(slot);
            _findings.Expect(entries, swap.References(slot), "the count of swap slot", slot);
            long folio = swap.CachedFolio(slot);
            if (folio != SwapDevice.NoFolio && !(machine.Frames.IsAllocated(folio) && machine.Frames.Has(folio, FolioFlags.SwapCache)))
            {
                _findings.Add($"swap slot {slot} is cached by folio {folio:x}, which does not know");
            }
        }

        foreach (long slot in census.SwapSlots.Keys.Where(slot => !swap.IsUsed(slot)))
        {
            _findings.Add($"a page table names swap slot {slot}, which is free");
        }
    }

    private void CheckReferences()
    {
        Dictionary<long, FolioReferences> held = machine.UserPages.Recount();
        foreach ((long head, FolioReferences references) in machine.Frames.References)
        {
            held.TryGetValue(head, out FolioReferences recounted);
            _findings.Expect(recounted.Plain, references.Plain, "the plain references to folio", head);
            _findings.Expect(recounted.Pins, references.Pins, "the pins of folio", head);
        }

        foreach (long head in held.Keys.Where(head => !machine.Frames.References.ContainsKey(head)))
        {
            _findings.Add($"folio {head:x} is held, and does not count it");
        }
    }
}
