using MthpDsl.Cli.Hosting;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>Which scenarios are made at random.</summary>
/// <param name="Seed">Of the first.</param>
/// <param name="Count">How many at most.</param>
/// <param name="Deadline">None begins after so many milliseconds of the host's clock.</param>
/// <param name="Kernel">The kernel model; null for all.</param>
internal sealed record FuzzPlan(ulong Seed, long Count, long Deadline, string? Kernel)
{
    /// <summary>Makes them, and tries properties on them.</summary>
    public Fuzzer Fuzzer(params FuzzProperty[] properties) =>
        new(properties, Kernel is null ? [.. KernelModel.All.Select(model => model.Name)] : [Kernel]);

    /// <summary>The seed of a scenario.</summary>
    public ulong SeedOf(long index) => unchecked(Seed + (ulong)index);

    /// <summary>Whether there is one more.</summary>
    public bool HasMore(long tried, ToolHost host) => tried < Count && host.Milliseconds() < Deadline;
}
