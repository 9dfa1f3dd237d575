using System.Globalization;
using MthpDsl.Mutation;

// mutants.sh calls it: prepare FROM TO, run FOLDER [options], report FOLDER. It calls itself: coverage FOLDER, worker FOLDER NUMBER BUDGET LIST.
switch (args)
{
    case ["prepare", string from, string to]:
        QuickSwitch.Install(from, to);
        return 0;
    case ["run", string folder, .. string[] options]:
        new Supervisor(new RunFolder(folder), Options.Parse(options)).Run();
        return 0;
    case ["report", string folder]:
        Summary.Write(new RunFolder(folder), Console.Out);
        return 0;
    case ["coverage", string folder]:
        Coverage.Measure(new RunFolder(folder).Coverage, Console.Out);
        return 0;
    case ["worker", string folder, string number, string budget, string list]:
        int[] mutants = [.. File.ReadAllText(list).Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        if (mutants is [int alone])
        {
            // It may matter before the first check.
            MutantSwitch.On(alone);
        }

        Worker worker = new(new RunFolder(folder), int.Parse(number, CultureInfo.InvariantCulture), double.Parse(budget, CultureInfo.InvariantCulture));
        return worker.Try(mutants);
    default:
        Console.Error.WriteLine("run FOLDER [--workers N] [--seconds N] [--under FOLDER] [--every N] [--again STATUS,STATUS] | report FOLDER");
        return 2;
}
