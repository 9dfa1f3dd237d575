using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Tests.Simulation;

/// <summary>Counts everything that a machine keeps twice anew, from its page tables up.</summary>
internal static class Recount
{
    /// <summary>What does not agree; empty where all is well.</summary>
    public static List<string> Differences(Machine machine)
    {
        List<string> found = [];
        Dictionary<long, int> ptes = [];
        Dictionary<long, int> leaves = [];
        foreach (Process process in machine.Processes.Where(process => process.IsAlive))
        {
            CountMappings(process, ptes, leaves, found);
        }

        Dictionary<int, long> byOrder = [];
        long frames = 0;
        foreach (long head in machine.Frames.Heads())
        {
            int order = machine.Frames.Order(head);
            byOrder[order] = byOrder.GetValueOrDefault(order) + 1;
            frames += 1L << order;
            CheckFolio(machine, head, order, ptes, leaves, found);
        }

        for (int order = 2; order <= machine.Geometry.PmdOrder; order++)
        {
            Compare(found, $"nr_anon of order {order}", byOrder.GetValueOrDefault(order), machine.Counters[SizeStat.NrAnon, order]);
        }

        Compare(found, "leaves", leaves.Count, machine.Counters[VmStat.NrAnonTransparentHugepages]);
        Compare(found, "frames", machine.Buddy.TotalFrames, machine.Buddy.FreeFrames + frames);
        found.AddRange(Enum.GetValues<LockName>().Where(name => machine.Khugepaged.Locks.Held(name) is not null).Select(name => name + " is still held"));
        return found;
    }

    private static void CountMappings(Process process, Dictionary<long, int> ptes, Dictionary<long, int> leaves, List<string> found)
    {
        AddressSpace mm = process.Mm;
        long resident = 0;
        long swapped = 0;
        for (int i = 0; i < mm.Vmas.Count; i++)
        {
            Vma vma = mm.Vmas[i];
            for (long vpn = vma.Start; vpn < vma.End; vpn++)
            {
                Pte pte = mm.Pages.ReadPte(vpn);
                swapped += pte.IsSwap ? 1 : 0;
                if (!pte.IsPage)
                {
                    continue;
                }

                resident++;
                bool isLeaf = mm.Pages.Peek(mm.Pages.PmdIndex(vpn)).IsLeaf;
                Dictionary<long, int> counts = isLeaf ? leaves : ptes;
                if (!isLeaf || mm.Pages.PteIndex(vpn) == 0)
                {
                    counts[pte.Payload] = counts.GetValueOrDefault(pte.Payload) + 1;
                }
            }
        }

        Compare(found, process.Name + "'s resident pages", resident, mm.AnonRssPages);
        Compare(found, process.Name + "'s swapped pages", swapped, mm.SwapPages);
    }

    private static void CheckFolio(
        Machine machine, long head, int order, Dictionary<long, int> ptes, Dictionary<long, int> leaves, List<string> found)
    {
        int sum = 0;
        int mapped = 0;
        for (int i = 0; i < 1 << order; i++)
        {
            int count = ptes.GetValueOrDefault(head + i);
            Compare(found, $"mapcount of frame {head + i}", count, machine.Frames.MapCount(head + i));
            sum += count;
            mapped += count > 0 ? 1 : 0;
        }

        if (order > 0)
        {
            ref LargeFolio folio = ref machine.Frames.Large(head);
            int entire = leaves.GetValueOrDefault(head);
            Compare(found, $"entire_mapcount of folio {head}", entire, folio.EntireMapCount);
            Compare(found, $"large_mapcount of folio {head}", sum + entire, folio.LargeMapCount);
            Compare(found, $"mapped pages of folio {head}", mapped, folio.MappedPages);
        }

        if (!machine.Frames.Has(head, FolioFlags.Lru))
        {
            found.Add($"folio {head} is on no LRU list and in no batch");
        }

        if (machine.Folios.ReferenceCount(head) == 0)
        {
            found.Add($"folio {head} is referred to by nobody");
        }
    }

    private static void Compare(List<string> found, string what, long counted, long kept)
    {
        if (counted != kept)
        {
            found.Add($"{what}: counted {counted}, kept {kept}");
        }
    }
}
