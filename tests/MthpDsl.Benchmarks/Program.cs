using System.Diagnostics;
using MthpDsl.Simulation;
if (args is ["parser", ..])
{
    BenchmarkDotNet.Running.BenchmarkRunner.Run<MthpDsl.Benchmarks.ParserBenchmarks>();
    return;
}

if (args.Length == 0 || args[0] == "w")
foreach (int order in args.Length > 1 ? new[] { int.Parse(args[1]) } : new[] { 0, 4, 9 })
{
    for (int round = 0; round < (args.Length > 2 ? int.Parse(args[2]) : 4); round++)
    {
        var machine = new Machine(KernelModel.Linux618, new MachineOptions { Memory = 80.GiB() });
        machine.Sysfs.Write("hugepages-*/enabled", "never");
        if (order > 0) machine.Sysfs.Write(order == 4 ? "hugepages-64kB/enabled" : "hugepages-2048kB/enabled", "always");
        int gib = order == 9 ? 64 : 16;
        Mapping heap = machine.Main.Map("heap", gib.GiB());
        var watch = Stopwatch.StartNew();
        heap.Write();
        double seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"order {order}: {gib * 262144.0 / seconds / 1e6:F1} M pages/s");
    }
}
if (args.Length == 0 || args[0] == "r")
for (int round = 0; round < (args.Length > 2 ? int.Parse(args[2]) : 4); round++)
{
    var machine = new Machine(KernelModel.Linux618, new MachineOptions { Memory = 80.GiB() });
    machine.Sysfs.Write("hugepages-*/enabled", "never");
    Mapping heap = machine.Main.Map("heap", 16.GiB());
    long before = GC.GetTotalMemory(true);
    var watch = Stopwatch.StartNew();
    machine.Main.Write(heap.Range, new AccessPattern { RandomPages = 4_000_000 });
    double seconds = watch.Elapsed.TotalSeconds;
    long f = machine.Main.Faults;
    Console.WriteLine($"random: {f / seconds / 1e6:F2} M faults/s {4 / seconds:F2} M writes/s, {(GC.GetTotalMemory(true) - before) / (double)f:F1} bytes/page"); GC.KeepAlive(machine);
}
