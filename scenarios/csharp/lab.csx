// mthp script scenarios/csharp/lab.csx 64
// To what does one khugepaged scan bring a mapping of base pages, where only folios of so many KiB are enabled?
var size = (args.Length > 0 ? int.Parse(args[0]) : 64).KiB();
var machine = new Machine(KernelModel.Rfc2024);
var heap = machine.Main.Map("heap", 2.MiB());
heap.Write();
machine.Sysfs["hugepages-2048kB/enabled"] = "never";
machine.Sysfs[$"hugepages-{size.Bytes >> 10}kB/enabled"] = "madvise";
heap.Advise(Advice.Hugepage);
machine.Khugepaged.Scan();
Console.WriteLine($"{size}: {heap.Layout}");
