using BenchmarkDotNet.Running;
using MthpDsl.Benchmarks;

switch (args)
{
    case ["memory"]:
        MemoryTable.Print();
        break;
    case ["quick", .. var names]:
        QuickRun.Print(names);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Machines).Assembly).Run(args);
        break;
}
