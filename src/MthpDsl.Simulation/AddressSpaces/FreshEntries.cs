using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>
/// The short way of single faults: a bit for each entry that is none in a page table of frames, so that a fault need look at nothing
/// else, and the entries that such faults have set, on their way into the tables. Those are written many at once, since the processor
/// then waits for their cache lines side by side and not for one after the other.
/// </summary>
/// <param name="pmdOrder">Of the page tables; at least <see cref="LeastPmdOrder"/>.</param>
/// <remarks>A table takes part until anything else writes to it, asks for its bitmaps, or asks for its slot to write that.</remarks>
internal sealed class FreshEntries(int pmdOrder)
{
    /// <summary>Smaller tables do not fill a word.</summary>
    public const int LeastPmdOrder = 6;

    private const int Waiting = 64;
    private const int ChunkTables = 512;
    private const int MostSpares = 32;

    private readonly int _chunkShift = pmdOrder + 9;
    private readonly (long Vpn, uint Frame)[] _set = new (long, uint)[Waiting];
    private Chunk?[] _chunks = [];
    private int _count;

    // Made some at a time, so that they lie side by side in memory: the fewer pages of ours they are on, the better.
    private uint[][] _spares = [];
    private int _spareCount;

    /// <summary>Whether a page can be mapped by <see cref="Map"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(long vpn)
    {
        Chunk?[] chunks = _chunks;
        long key = vpn >> _chunkShift;
        return key < chunks.Length && chunks[key] is { } chunk && (chunk.None[WordOf(vpn)] >> (int)vpn & 1) != 0;
    }

    /// <summary>Maps a page that <see cref="Contains"/> has, with the attributes of its table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Map(long vpn, uint pfn)
    {
        _chunks[vpn >> _chunkShift]!.None[WordOf(vpn)] &= ~(1UL << (int)vpn);
        _set[_count] = (vpn, pfn + 1);
        if (++_count == Waiting)
        {
            Write();
        }
    }

    /// <summary>Lets a table take part.</summary>
    /// <param name="firstVpn">The page of its first entry.</param>
    /// <param name="frames">Its entries.</param>
    /// <returns>Where bit i is to be set if entry i is none.</returns>
    public Span<ulong> Add(long firstVpn, uint[] frames)
    {
        int key = (int)(firstVpn >> _chunkShift);
        if (key >= _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(key + 1, _chunks.Length * 2));
        }

        Chunk chunk = _chunks[key] ??= new Chunk(pmdOrder);
        chunk.Frames[TableOf(firstVpn)] = frames;
        return chunk.None.AsSpan(WordOf(firstVpn), frames.Length >> 6);
    }

    /// <summary>Entries for a table, all none.</summary>
    public uint[] NewFrames()
    {
        if (_spareCount == 0)
        {
            _spareCount = Math.Clamp(_spares.Length * 2, 1, MostSpares);
            _spares = new uint[_spareCount][];
            for (int i = 0; i < _spareCount; i++)
            {
                _spares[i] = new uint[1 << pmdOrder];
            }
        }

        return _spares[--_spareCount];
    }

    /// <summary>Takes a table out.</summary>
    /// <param name="firstVpn">The page of its first entry.</param>
    public void Remove(long firstVpn)
    {
        Settle();
        Chunk chunk = _chunks[firstVpn >> _chunkShift]!;
        chunk.Frames[TableOf(firstVpn)] = null;
        chunk.None.AsSpan(WordOf(firstVpn), 1 << (pmdOrder - LeastPmdOrder)).Clear();
    }

    /// <summary>Writes what was set into the tables.</summary>
    public void Settle()
    {
        if (_count > 0)
        {
            Write();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Write()
    {
        int mask = (1 << pmdOrder) - 1;
        foreach ((long vpn, uint frame) in _set.AsSpan(0, _count))
        {
            // The index is of the table. It is not checked again: the length lies in a cache line that nothing else here needs.
            uint[] frames = _chunks[vpn >> _chunkShift]!.Frames[TableOf(vpn)]!;
            Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frames), (int)vpn & mask) = frame;
        }

        _count = 0;
    }

    private int WordOf(long vpn) => (int)(vpn & ((1L << _chunkShift) - 1)) >> 6;

    private int TableOf(long vpn) => (int)(vpn >> pmdOrder) & (ChunkTables - 1);

    private sealed class Chunk(int pmdOrder)
    {
        public readonly ulong[] None = new ulong[(ChunkTables << pmdOrder) >> 6];
        public readonly uint[]?[] Frames = new uint[]?[ChunkTables];
    }
}
