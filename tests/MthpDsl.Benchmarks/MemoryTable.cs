using System.Diagnostics;
using System.Globalization;
using MthpDsl.Simulation;

namespace MthpDsl.Benchmarks;

/// <summary>What machines keep alive, which no diagnoser of allocations says: bytes a base page, and the terabyte's peak.</summary>
internal static class MemoryTable
{
    public static void Print()
    {
        PrintPages("regular, 64 GiB written in order", 64.GiB(), default);
        PrintPages("random, 4 M pages of 16 GiB", 16.GiB(), new AccessPattern { RandomPages = 4_000_000 });
        Stopwatch watch = Stopwatch.StartNew();
        Machine machine = TerabyteBenchmarks.Story(step => Line($"1 TiB, {step}", $"{watch.Elapsed.TotalSeconds:0.00} s", Kept()));
        Line("1 TiB, peak of the process", $"{System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / (double)(1 << 30):0.00} GiB", "");
        GC.KeepAlive(machine);
    }

    private static void PrintPages(string name, ByteSize size, AccessPattern? pattern)
    {
        Machine machine = Machines.Of(80.GiB());
        Mapping heap = machine.Main.Map("heap", size);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Machines.Require(machine.Main.Write(heap.Range, pattern));
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)machine.Main.Faults;
        Line(name, string.Create(CultureInfo.InvariantCulture, $"{bytes:0.00} bytes/page"), "");
        GC.KeepAlive(machine);
    }

    private static string Kept() => string.Create(
        CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: false) / (double)(1 << 20):0} MiB on the heap");

    private static void Line(string name, string value, string more) => Console.WriteLine($"{name,-40} {value,16} {more}");
}
