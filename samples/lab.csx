// mthp script samples/lab.csx 64
// Which share of a mapping does khugepaged give back to folios of so many KiB, after base-page faults?
var size = (args.Length > 0 ? int.Parse(args[0]) : 64).KiB();
var machine = new Machine(KernelModel.Rfc2024);
var heap = machine.Main.Map("heap", 2.MiB());
heap.Write();
machine.Sysfs["hugepages-2048kB/enabled"] = "never";
machine.Sysfs[$"hugepages-{size.Bytes >> 10}kB/enabled"] = "madvise";
machine.Main.Advise(heap.Range, Advice.Hugepage);
machine.Khugepaged.Scan();
Console.WriteLine($"{size}: {heap.Layout}");
