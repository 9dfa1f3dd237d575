#!/usr/bin/env -S dotnet run
// dotnet run -c Release scenarios/csharp/lab.cs 64
// The same history forked at one moment: what do two kernels' knobs make of it? Outside of this repository the next line
// is a package, #:package MthpDsl.Scenarios@0.1.0, and the one after it is not needed.
#:project ../../src/MthpDsl.Scenarios
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

using MthpDsl.Simulation;

ByteSize size = (args.Length > 0 ? int.Parse(args[0], null) : 64).KiB();
var machine = new Machine(KernelModel.Rfc2024);
Mapping heap = machine.Main.Map("heap", 2.MiB());
heap.Write();
heap.Advise(Advice.Hugepage);

foreach (ByteSize only in new[] { size, 2.MiB() })
{
    Machine branch = machine.Fork();
    branch.Sysfs["hugepages-*/enabled"] = "never";
    branch.Sysfs[$"hugepages-{only.Bytes >> 10}kB/enabled"] = "madvise";
    branch.Khugepaged.Scan();
    Console.WriteLine($"{only}: {branch.Main.Find("heap")!.Layout}");
}
