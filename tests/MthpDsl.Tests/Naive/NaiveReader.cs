using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Tests.Naive;

/// <summary>Copies what a machine's page tables hold into a naive world, and tells where the two differ.</summary>
internal static class NaiveReader
{
    public static NaiveWorld Read(Mapping mapping)
    {
        Machine machine = mapping.Process.Machine;
        PageGeometry geometry = machine.Geometry;
        long first = mapping.Range.Start >> geometry.PageShift;
        var world = new NaiveWorld(geometry.PmdOrder, (int)(mapping.Range.Length >> geometry.PmdShift));
        var folios = new Dictionary<long, int>();
        for (int range = 0; range < world.Leaf.Length; range++)
        {
            PmdSlot slot = mapping.Process.Mm.Pages.Peek((first >> geometry.PmdOrder) + range);
            world.Table[range] = slot.IsTable;
            world.Leaf[range] = slot.IsLeaf;
        }

        for (int i = 0; i < world.Slots.Length; i++)
        {
            Pte pte = mapping.Process.Mm.Pages.ReadPte(first + i);
            world.Slots[i] = pte.IsPage ? Page(machine, mapping.Process, world, folios, pte) : new NaiveSlot
            {
                Kind = pte.IsSwap ? NaiveKind.Swap : pte.IsZeroPage ? NaiveKind.Zero : NaiveKind.Hole,
                Writable = pte.IsSwapExclusive || (pte.IsSwap && IsReadFresh(machine, pte.Payload)),
                HeldInCache = pte.IsSwap && IsHeld(machine, machine.SwapCache.FolioOf(pte.Payload)),
            };
        }

        return world;
    }

    /// <summary>The first entry that is not backed alike, or -1.</summary>
    public static int FirstDifference(NaiveWorld world, Mapping mapping)
    {
        Machine machine = mapping.Process.Machine;
        PageTable pages = mapping.Process.Mm.Pages;
        long first = mapping.Range.Start >> machine.Geometry.PageShift;
        for (int i = 0; i < world.Slots.Length; i++)
        {
            NaiveSlot slot = world.Slots[i];
            Pte pte = pages.ReadPte(first + i);
            bool same = slot.Kind switch
            {
                NaiveKind.Page => pte.IsPage
                    && machine.Frames.Order(pte.Payload) == world.FolioAt(i).Order
                    && pte.Payload - machine.Frames.Head(pte.Payload) == slot.Index
                    && pages.Peek((first + i) >> world.PmdOrder).IsLeaf == world.Leaf[i >> world.PmdOrder],
                NaiveKind.Swap => pte.IsSwap,
                NaiveKind.Zero => pte.IsZeroPage,
                _ => pte.IsNone,
            };
            if (!same)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The entries of one range, as a person can read them: <c>4+0</c> is the first page of a folio of order 4.</summary>
    public static string Show(NaiveWorld world, int range) =>
        string.Join(' ', Enumerable.Range(range << world.PmdOrder, world.Hpn).Select(i => Show(world, i, world.Slots[i])))
        + (world.Leaf[range] ? " leaf" : "");

    private static string Show(NaiveWorld world, int index, NaiveSlot slot) => slot.Kind switch
    {
        NaiveKind.Page => world.FolioAt(index) is { Order: > 0 } folio ? $"{folio.Order}+{slot.Index}" : "p",
        NaiveKind.Swap => "~",
        NaiveKind.Zero => "0",
        _ => ".",
    };

    private static NaiveSlot Page(Machine machine, Process process, NaiveWorld world, Dictionary<long, int> folios, Pte pte)
    {
        long head = machine.Frames.Head(pte.Payload);
        if (!folios.TryGetValue(head, out int number))
        {
            number = folios[head] = world.AddFolio(Folio(machine, process, head));
        }

        return new NaiveSlot
        {
            Kind = NaiveKind.Page,
            Folio = number,
            Index = (int)(pte.Payload - head),
            Writable = pte.IsWritable,
            Young = pte.IsYoung || machine.Frames.Has(head, FolioFlags.Referenced),
            Lazyfree = !pte.IsDirty && !machine.Frames.Has(head, FolioFlags.SwapBacked | FolioFlags.Dirty),
        };
    }

    // Read past the swap cache, since nobody else has the slot, a page is its reader's own whatever the entry says (MM 6.4).
    private static bool IsReadFresh(Machine machine, long slot) =>
        machine.SwapCache.FolioOf(slot) == SwapDevice.NoFolio && machine.Swap!.References(slot) == 1;

    private static bool IsHeld(Machine machine, long head) => head != SwapDevice.NoFolio && machine.Frames.References.ContainsKey(head);

    private static NaiveFolio Folio(Machine machine, Process process, long head)
    {
        FrameTable frames = machine.Frames;
        int order = frames.Order(head);
        long[] mine = [.. MappedPages(machine, process, head)];
        long[] others = [.. machine.Processes.Where(other => other != process && other.IsAlive).SelectMany(other => MappedPages(machine, other, head))];
        frames.References.TryGetValue(head, out FolioReferences references);
        return new NaiveFolio
        {
            Order = order,
            Maps = mine.Length + others.Length,
            FirstPageMaps = mine.Concat(others).Count(pfn => pfn == head),
            MappedElsewhere = others.Length > 0,
            Held = references != default,
        };
    }

    // Which pages of a folio a process maps by PTEs; the naive tests share no leaf.
    private static IEnumerable<long> MappedPages(Machine machine, Process process, long head)
    {
        foreach (Mapping mapping in process.Mappings)
        {
            long first = mapping.Range.Start >> machine.Geometry.PageShift;
            for (long vpn = first; vpn < first + (mapping.Range.Length >> machine.Geometry.PageShift); vpn++)
            {
                Pte pte = process.Mm.Pages.ReadPte(vpn);
                if (pte.IsPage && machine.Frames.Head(pte.Payload) == head)
                {
                    yield return pte.Payload;
                }
            }
        }
    }
}
