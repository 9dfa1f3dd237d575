using System.Reflection;
using MthpDsl.Simulation;

namespace MthpDsl.Mutation;

/// <summary>The switch that Stryker has compiled into the simulation; its namespace has another name in every build.</summary>
internal static class MutantSwitch
{
    private const int NoMutant = -1;
    private const int MutantsMost = 1 << 16;

    private static readonly Type Control = typeof(Machine).Assembly.GetTypes().SingleOrDefault(type => type.Name == "MutantControl")
        ?? throw new InvalidOperationException("MthpDsl.Simulation.dll beside this program holds no mutants; mutants.sh puts them there.");

    private static readonly FieldInfo ActiveMutant = Control.GetField("ActiveMutant")!;
    private static readonly FieldInfo CaptureCoverage = Control.GetField("CaptureCoverage")!;
    private static readonly FieldInfo Reached = Control.GetField(QuickSwitch.Reached)!;

    /// <summary>Switches a mutant on, and the one before off.</summary>
    public static void On(int mutant) => ActiveMutant.SetValue(null, mutant);

    /// <summary>Switches the mutants off.</summary>
    public static void Off() => On(NoMutant);

    /// <summary>Lets whatever runs fail at the next place that has a mutant: there is nowhere to mark it as reached.</summary>
    public static void Stop()
    {
        Reached.SetValue(null, null);
        CaptureCoverage.SetValue(null, true);
    }

    /// <summary>Takes <see cref="Stop"/> back.</summary>
    public static void Go() => CaptureCoverage.SetValue(null, false);

    /// <summary>The mutants that an action reaches, and those of them that it reaches while a type is initialised.</summary>
    public static (IReadOnlyCollection<int> Reached, IReadOnlyCollection<int> Static) Reach(Action action)
    {
        byte[] marks = new byte[MutantsMost];
        Reached.SetValue(null, marks);
        CaptureCoverage.SetValue(null, true);
        try
        {
            action();
        }
        finally
        {
            CaptureCoverage.SetValue(null, false);
        }

        return (Marked(marks, 1), Marked(marks, 2));
    }

    private static List<int> Marked(byte[] marks, byte mark) => [.. Enumerable.Range(0, marks.Length).Where(mutant => (marks[mutant] & mark) != 0)];
}
