using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation;

/// <summary>
/// A machine as the rows of spec MM 12 set it up: every size <c>never</c> but those named, the global file <c>never</c>, 4K pages.
/// A mapping of 2M unless a row says otherwise; page numbers count from its start. Every step ends with a recount.
/// </summary>
internal sealed class MemoryCase
{
    public MemoryCase(KernelModel kernel, params string[] always)
    {
        Machine = new Machine(kernel);
        Machine.WatchContent();
        Machine.Sysfs.Write("enabled", "never");
        Machine.Sysfs.Write("hugepages-*/enabled", "never");
        foreach (string size in always)
        {
            Set($"hugepages-{size}kB/enabled", "always");
        }
    }

    public Machine Machine { get; }

    public Process Main => Machine.Main;

    /// <summary>The mapping that steps speak of.</summary>
    public Mapping Heap { get; private set; } = null!;

    /// <summary>What backs the mapping in the first process.</summary>
    public string Layout => Heap.Layout.ToString();

    public static IEnumerable<KernelModel> BothKernels => [KernelModel.Linux612, KernelModel.Linux618];

    public MemoryCase Map(int pages = 512, int offset = 0)
    {
        Heap = Main.Map("heap", Size(pages), new MapPlacement { Offset = Size(offset) });
        return this;
    }

    public MemoryCase Set(string path, string value)
    {
        Assert.Equal(Errno.None, Machine.Sysfs.Write(path, value));
        return this;
    }

    public MemoryCase Write(params int[] pages) => Each(pages, page => Main.Write(Pages(page, page + 1)));

    public MemoryCase WriteZeros() => Expect(Errno.None, Main.Write(Heap.Range, new AccessPattern { Zeros = true }));

    public MemoryCase Read(params int[] pages) => Each(pages, page => Main.Read(Pages(page, page + 1)));

    public MemoryCase WriteAll() => Expect(Errno.None, Heap.Write());

    public MemoryCase Advise(Advice advice, int first = 0, int end = 512) => Expect(Errno.None, Main.Advise(Pages(first, end), advice));

    public MemoryCase DropCaches()
    {
        Machine.DropCaches();
        return Sound();
    }

    public MemoryCase Expect(Errno expected, Errno actual)
    {
        Assert.Equal(expected, actual);
        return Sound();
    }

    public long Count(VmStat stat) => Machine.Counters[stat];

    public long Count(SizeStat stat, int kilobytes) => Machine.Counters[stat, int.Log2(kilobytes / 4)];

    public string LayoutIn(Process process) => process.LayoutOf(Heap.Range).ToString();

    public VirtualRange Pages(int first, int end) => Heap.Slice(Size(first), Size(Math.Min(end, (int)(Heap.Size.Bytes >> 12))));

    public MemoryCase Sound()
    {
        Assert.Equal([], Machine.Check());
        Assert.Empty(Machine.CheckContent());
        return this;
    }

    public static ByteSize Size(int pages) => new(pages * 4096L);

    private MemoryCase Each(int[] pages, Func<int, Errno> act)
    {
        foreach (int page in pages)
        {
            Expect(Errno.None, act(page));
        }

        return this;
    }
}
