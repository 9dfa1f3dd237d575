using System.Globalization;
using BenchmarkDotNet.Running;
using MthpDsl.Benchmarks;

switch (args)
{
    case ["memory", .. var names]:
        MemoryTable.Print(names);
        break;
    case ["quick", .. var names]:
        QuickRun.Print(names);
        break;
    case ["start"]:
        ResultTable.PrintStart();
        break;
    case ["table"]:
        ResultTable.Make(rounds: 1, path: null);
        break;
    case ["table", var rounds, .. var paths]:
        ResultTable.Make(int.Parse(rounds, CultureInfo.InvariantCulture), paths.FirstOrDefault());
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Machines).Assembly).Run(args);
        break;
}
