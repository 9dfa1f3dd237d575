namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>Slots that come by the thousand: a whole chunk of leaves, or of tables of one stretch each, is one record until somebody looks at a slot.</summary>
internal sealed partial class PageTable
{
    // By chunk. One that has a run has no slots of its own yet.
    private SlotRun?[] _runs = [];

    private static int ChunkSlots => ChunkMask + 1;

    /// <summary>How many slots from one on are none.</summary>
    /// <param name="pmdIndex">The first.</param>
    /// <param name="end">The PMD index behind the last to look at.</param>
    public long CountNone(long pmdIndex, long end)
    {
        long next = pmdIndex;
        while (next < end)
        {
            int key = (int)(next >> ChunkShift);
            if (RunOf(key) is not null)
            {
                break;
            }

            long behind = Math.Min(end, (long)(key + 1) << ChunkShift);
            if (key < _chunks.Length && _chunks[key] is { } chunk)
            {
                long none = CountNone(chunk, (int)next & ChunkMask, (int)(behind - next));
                if (next + none < behind)
                {
                    return next + none - pmdIndex;
                }
            }

            next = behind;
        }

        return next - pmdIndex;
    }

    /// <summary>How many slots from one on are leaves of one run, that one included; 0 where it is in no run.</summary>
    public long LeavesOfRun(long pmdIndex)
    {
        return RunOf((int)(pmdIndex >> ChunkShift)) is { AreLeaves: true } ? ChunkSlots - (pmdIndex & ChunkMask) : 0;
    }

    /// <summary>How many pages from one on lie in one run, whose frames follow each other; 0 where it is in no run.</summary>
    /// <param name="vpn">The page.</param>
    /// <param name="end">The page behind the last to look at.</param>
    /// <param name="first">Its entry.</param>
    /// <param name="areLeaves">Whether leaves map them.</param>
    public long PagesOfRun(long vpn, long end, out Pte first, out bool areLeaves)
    {
        (first, areLeaves) = (default, false);
        int key = (int)(PmdIndex(vpn) >> ChunkShift);
        if (RunOf(key) is not { } run)
        {
            return 0;
        }

        long start = FirstVpn((long)key << ChunkShift);
        (first, areLeaves) = (run.First.Advance(vpn - start), run.AreLeaves);
        return Math.Min(end, start + ((long)ChunkSlots * PmdPages)) - vpn;
    }

    /// <summary>Maps slots that are none, one after the other.</summary>
    /// <param name="pmdIndex">The first.</param>
    /// <param name="count">Slots.</param>
    /// <param name="first">The first entry; frames ascend from it.</param>
    /// <param name="areLeaves">Whether each becomes a leaf, or a table of one stretch.</param>
    public void MapSlots(long pmdIndex, long count, Pte first, bool areLeaves)
    {
        var run = new SlotRun(first, areLeaves);
        for (long k = 0; k < count;)
        {
            if (((pmdIndex + k) & ChunkMask) == 0 && count - k >= ChunkSlots && TrySetRun((int)((pmdIndex + k) >> ChunkShift), run.Further(k, PmdPages)))
            {
                k += ChunkSlots;
                continue;
            }

            ref PmdSlot slot = ref Slot(pmdIndex + k);
            slot = run.Slot(k, PmdPages);
            k++;
        }
    }

    private static long CountNone(PmdSlot[] chunk, int first, int most)
    {
        int none = 0;
        while (none < most && chunk[first + none].IsNone)
        {
            none++;
        }

        return none;
    }

    private SlotRun? RunOf(int key) => key < _runs.Length ? _runs[key] : null;

    private bool TrySetRun(int key, SlotRun run)
    {
        if (HasChunk(key))
        {
            return false;
        }

        if (key >= _runs.Length)
        {
            Array.Resize(ref _runs, Math.Max(key + 1, _runs.Length * 2));
        }

        _runs[key] = run;
        return true;
    }

    private bool HasChunk(int key) => (key < _chunks.Length && _chunks[key] is not null) || RunOf(key) is not null;

    // The slots of a chunk, put down one by one if it is a run; null where it has none.
    private PmdSlot[]? ChunkOf(int key) =>
        key < _chunks.Length && _chunks[key] is { } chunk ? chunk : RunOf(key) is not null ? MakeChunk(key) : null;

    // A leaf of a run need not be put down to be read.
    private PmdSlot PeekRun(long pmdIndex)
    {
        int key = (int)(pmdIndex >> ChunkShift);
        int slot = (int)pmdIndex & ChunkMask;
        return RunOf(key) is not { } run ? default : run.AreLeaves ? run.Slot(slot, PmdPages) : MakeChunk(key)[slot];
    }

    private void PutDown(int key, PmdSlot[] chunk)
    {
        if (RunOf(key) is { } run)
        {
            _runs[key] = null;
            for (int k = 0; k < chunk.Length; k++)
            {
                chunk[k] = run.Slot(k, PmdPages);
            }
        }
    }

    /// <summary>What a whole chunk holds.</summary>
    /// <param name="First">The entry of its first page.</param>
    /// <param name="AreLeaves">Whether its slots are leaves.</param>
    private sealed record SlotRun(Pte First, bool AreLeaves)
    {
        public SlotRun Further(long slots, int pages) => this with { First = First.Advance(slots * pages) };

        public PmdSlot Slot(long k, int pages)
        {
            Pte entry = First.Advance(k * pages);
            return AreLeaves ? new PmdSlot { Leaf = entry } : new PmdSlot { Table = PteTable.OfStretch(pages, entry) };
        }
    }
}
