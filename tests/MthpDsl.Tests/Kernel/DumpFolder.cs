using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MthpDsl.Tests.Kernel;

/// <summary>A dump of a process made by hand: 4K pages, words at the offsets that the kernel's files have them.</summary>
internal sealed class DumpFolder : IDisposable
{
    private const ulong Present = 1UL << 63;
    private const ulong Swapped = 1UL << 62;
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _smaps = new();

    public DumpFolder()
    {
        foreach (string name in new[] { "pagemap", "kpageflags", "kpagecount", "smaps" })
        {
            _folder.Write(name, "");
        }
    }

    public string Path => _folder.Path;

    /// <summary>Adds a VMA behind those before it.</summary>
    public void Vma(long start, long pages, string access, string flags)
    {
        _smaps.Append(CultureInfo.InvariantCulture, $"{start:x}-{start + (pages * 4096):x} {access} 00000000 00:00 0 \n");
        _smaps.Append(CultureInfo.InvariantCulture, $"Size: {pages * 4} kB\nAnonymous: 4 kB\nAnonHugePages: 0 kB\nVmFlags: {flags}\n");
        _folder.Write("smaps", _smaps.ToString());
    }

    /// <summary>Maps the first pages of a folio.</summary>
    public void Folio(long address, long frame, int order, long pages, bool shared)
    {
        for (long i = 0; i < 1L << order; i++)
        {
            ulong compound = order == 0 ? 0UL : i == 0 ? 1UL << 15 : 1UL << 16;
            Put("kpageflags", frame + i, (1UL << 12) | compound);
            Put("kpagecount", frame + i, i < pages ? (shared ? 2UL : 1UL) : 0);
        }

        for (long i = 0; i < pages; i++)
        {
            Put("pagemap", (address >> 12) + i, Present | (ulong)(frame + i));
        }
    }

    /// <summary>Pages in swap.</summary>
    public void Swap(long address, long pages)
    {
        for (long i = 0; i < pages; i++)
        {
            Put("pagemap", (address >> 12) + i, Swapped | ((ulong)i << 5));
        }
    }

    /// <summary>A knob as its file shows it.</summary>
    public void Knob(string name, string text) => _folder.Write(System.IO.Path.Combine("transparent_hugepage", name), text + "\n");

    public void Dispose() => _folder.Dispose();

    private void Put(string file, long index, ulong word)
    {
        using FileStream stream = new(System.IO.Path.Combine(Path, file), FileMode.Open, FileAccess.Write);
        stream.Position = index * 8;
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
        stream.Write(bytes);
    }
}
