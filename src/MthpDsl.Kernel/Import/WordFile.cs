using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MthpDsl.Kernel.Running;
using MthpDsl.Scenarios;

namespace MthpDsl.Kernel.Import;

/// <summary>A file of 64-bit words that the kernel computes as they are read: read in blocks, and remembered for a copy.</summary>
internal sealed class WordFile : IDisposable
{
    /// <summary>Words that are read at once.</summary>
    public const int Block = 512;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Dictionary<long, ulong[]> _blocks = [];
    private (long Number, ulong[] Words) _last = (-1, []);

    public WordFile(string path)
    {
        _path = path;
        try
        {
            _stream = ReadableFile.Open(path, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KernelException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The open file.</summary>
    public SafeHandle Handle => _stream.SafeFileHandle;

    /// <summary>A word; 0 behind the end of the file.</summary>
    public ulong this[long index]
    {
        get
        {
            (long block, long at) = Math.DivRem(index, Block);
            if (_last.Number != block)
            {
                _last = (block, BlockOf(block));
            }

            return _last.Words[at];
        }
    }

    // Address space where nothing is costs no memory.
    private ulong[] BlockOf(long block)
    {
        if (!_blocks.TryGetValue(block, out ulong[]? words))
        {
            words = Read(block);
            if (words.AsSpan().ContainsAnyExcept(0UL))
            {
                _blocks.Add(block, words);
            }
        }

        return words;
    }

    /// <summary>Writes what was read to a sparse copy, at the same offsets.</summary>
    public void Save(string path)
    {
        using FileStream copy = new(path, FileMode.Create, FileAccess.Write);
        Span<byte> bytes = stackalloc byte[Block * 8];
        foreach ((long block, ulong[] words) in _blocks.OrderBy(pair => pair.Key))
        {
            for (int i = 0; i < Block; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * 8)..], words[i]);
            }

            copy.Position = block * Block * 8;
            copy.Write(bytes);
        }
    }

    public void Dispose() => _stream.Dispose();

    private ulong[] Read(long block)
    {
        byte[] bytes = new byte[Block * 8];
        int got = 0;
        try
        {
            int read;
            while (got < bytes.Length && (read = RandomAccess.Read(_stream.SafeFileHandle, bytes.AsSpan(got), (block * Block * 8) + got)) > 0)
            {
                got += read;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new KernelException($"{_path} cannot be read: {failure.Message}", failure);
        }

        ulong[] words = new ulong[Block];
        for (int i = 0; i < got / 8; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * 8));
        }

        return words;
    }
}
