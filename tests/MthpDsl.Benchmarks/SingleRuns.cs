using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MthpDsl.Benchmarks;

/// <summary>
/// One call an iteration, since most cases use their machine up; in this process, so that the build's own settings hold. It changes whatever
/// job is asked for, so that <c>--job short</c> runs each case once and not as two jobs.
/// </summary>
internal sealed class SingleRuns : ManualConfig
{
    public SingleRuns()
    {
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(1)
            .WithIterationCount(5)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .AsMutator());
        AddDiagnoser(MemoryDiagnoser.Default);
    }
}
