using BenchmarkDotNet.Attributes;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Benchmarks;

/// <summary>Every recorded scenario in one process, files and all.</summary>
[Config(typeof(SingleRuns))]
public class RecordedBenchmarks
{
    private string[] _files = [];

    /// <summary>Finds the files.</summary>
    [GlobalSetup]
    public void Find() =>
        _files = Directory.GetFiles(Repository.Path("tests/MthpDsl.Tests/Recorded/data"), "*.mthp", SearchOption.AllDirectories);

    /// <summary>How many pass.</summary>
    [Benchmark]
    public int AllRecorded() => _files.Sum(file => ScenarioFile.Run(file, new RunOptions()).Count(result => result.Status == ResultStatus.Passed));
}
