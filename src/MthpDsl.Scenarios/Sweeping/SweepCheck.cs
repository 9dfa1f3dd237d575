using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>Whether the machines of a sweep take its knobs and their values, before the first case runs.</summary>
internal static class SweepCheck
{
    public static void Knobs(ScenarioCase first, SweepSetting[] knobs, BoundScenario[] scenarios, IReadOnlySet<string> givens)
    {
        if (knobs.Length == 0)
        {
            return;
        }

        foreach (BoundScenario scenario in scenarios)
        {
            // What is wrong with the machine itself is what its cases will say.
            Evaluated<EvaluatedMachine> settings = scenario.Machine.Evaluate(first.ToDictionary());
            EvaluatedMachine hardware = settings.IsOk ? settings.Value : EvaluatedMachine.Default;
            Machine machine = new(KernelModel.Find(scenario.Kernel)!, new MachineOptions
            {
                Memory = new ByteSize(hardware.MemoryBytes),
                Geometry = PageGeometry.ForPageSize(new ByteSize(hardware.PageSize))!,
            });
            foreach (SweepSetting knob in knobs)
            {
                Check(knob, machine, givens);
            }
        }
    }

    private static void Check(SweepSetting knob, Machine machine, IReadOnlySet<string> givens)
    {
        if (machine.Sysfs.Match(knob.Name) is not { Count: > 0 } files)
        {
            string? near = Suggestions.Nearest(knob.Name, machine.Sysfs.Knobs.Select(file => file.Path).Concat(givens));
            throw new SweepException($"'{knob.Name}' is no given of the scenario and no knob of kernel {machine.Kernel.Name}"
                + (near is null ? "." : $"; did you mean '{near}'?"));
        }

        if (files.FirstOrDefault(file => file.IsReadOnly || !file.IsModelled) is { } fixedFile)
        {
            throw new SweepException(fixedFile.IsReadOnly ? $"'{fixedFile.Path}' is read-only." : $"'{fixedFile.Path}' is not modelled.");
        }

        foreach (string value in knob.Values)
        {
            if (machine.Sysfs.Write(knob.Name, value) is var errno and not Errno.None)
            {
                throw new SweepException($"'{knob.Name}' does not take '{value}': the kernel answers {errno}.");
            }
        }
    }
}
