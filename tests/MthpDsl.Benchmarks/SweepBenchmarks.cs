using BenchmarkDotNet.Attributes;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Benchmarks;

/// <summary>A sweep of the README's first scenario over two knobs, on all cores; the time is of a case.</summary>
[Config(typeof(SingleRuns))]
public class SweepBenchmarks
{
    private const int Cases = 512 * 40;
    private SweepPlan _plan = null!;

    /// <summary>Reads the scenario.</summary>
    [GlobalSetup]
    public void Plan() => _plan = SweepPlan.Create(
        ScenarioFile.Read(Repository.Path("scenarios/seed/first.mthp")).Source!,
        [],
        [SweepSetting.Parse("khugepaged/max_ptes_none=0..511"), SweepSetting.Parse("khugepaged/max_ptes_shared=0..39")]);

    /// <summary>How many cases came out.</summary>
    [Benchmark(OperationsPerInvoke = Cases)]
    public int SmallCases()
    {
        int rows = 0;
        SweepRunner.Run(_plan, _ => false, _ => rows++, Environment.ProcessorCount);
        return rows == Cases ? rows : throw new InvalidOperationException("not all cases were run");
    }
}
