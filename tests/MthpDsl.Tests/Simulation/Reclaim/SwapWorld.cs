using System.Globalization;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Tests.Simulation.Reclaim;

/// <summary>A machine with swap and one mapping, as the rows of spec MM 12 begin.</summary>
internal sealed class SwapWorld
{
    public SwapWorld(KernelModel kernel, ByteSize heap, params string[] sizes)
        : this(kernel, heap, new SwapOptions(64.MiB(), SwapKind.Zram), sizes)
    {
    }

    public SwapWorld(KernelModel kernel, ByteSize heap, SwapOptions? swap, params string[] sizes)
        : this(kernel, heap, new MachineOptions { Swap = swap }, sizes)
    {
    }

    public SwapWorld(KernelModel kernel, ByteSize heap, MachineOptions options, params string[] sizes)
    {
        Machine = new Machine(kernel, options);
        Enable(sizes);
        Heap = Machine.Main.Map("heap", heap);
    }

    public Machine Machine { get; }

    public Mapping Heap { get; }

    public Process Main => Machine.Main;

    public string Layout => Heap.Layout.ToString();

    /// <summary>The sizes that are <c>always</c>; all others are <c>never</c>.</summary>
    public void Enable(params string[] sizes)
    {
        Expect(Machine.Sysfs.Write("enabled", "never"));
        Expect(Machine.Sysfs.Write("hugepages-*/enabled", "never"));
        foreach (string size in sizes)
        {
            Expect(Machine.Sysfs.Write($"hugepages-{size}/enabled", "always"));
        }
    }

    public VirtualRange Pages(long first, long end) =>
        Heap.Slice(new ByteSize(first * 4096), new ByteSize(end * 4096));

    public void Advise(Advice advice) => Expect(Main.Advise(Heap.Range, advice));

    public void Advise(long first, long end, Advice advice) => Expect(Main.Advise(Pages(first, end), advice));

    public void Write(long first, long end) => Expect(Main.Write(Pages(first, end)));

    public void Read(long first, long end) => Expect(Main.Read(Pages(first, end)));

    public void Sysfs(string path, long value) =>
        Expect(Machine.Sysfs.Write(path, value.ToString(CultureInfo.InvariantCulture)));

    public long Count(VmStat stat) => Machine.Counters[stat];

    public long Count(SizeStat stat, int order) => Machine.Counters[stat, order];

    public long[] Contents() => [.. Enumerable.Range(0, (int)(Heap.Size.Bytes >> 12)).Select(Content)];

    private long Content(int page) => Main.ContentOf((Heap.Range.Start >> 12) + page);

    private static void Expect(Errno errno)
    {
        if (errno != Errno.None)
        {
            throw new InvalidOperationException(errno.ToString());
        }
    }
}
