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
    // On a machine that others want too, five minutes of a case are soon gone.
    private static readonly TimeSpan Timeout = TimeSpan.FromHours(1);

    public SingleRuns()
    {
        AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(Timeout, logOutput: true))
            .WithStrategy(RunStrategy.Monitoring)
            .WithWarmupCount(1)
            .WithIterationCount(5)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .AsMutator());
        AddDiagnoser(MemoryDiagnoser.Default);
    }
}
