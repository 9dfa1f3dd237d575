using BenchmarkDotNet.Attributes;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Benchmarks;

/// <summary>Every recorded scenario in one process, files and all.</summary>
[Config(typeof(SingleRuns))]
public class RecordedBenchmarks
{
    private string[] _files = [];

    /// <summary>Finds the files above the program.</summary>
    [GlobalSetup]
    public void Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MthpDsl.sln")))
        {
            folder = folder.Parent;
        }

        string root = folder?.FullName ?? throw new InvalidOperationException("the repository is not above the program");
        _files = Directory.GetFiles(Path.Combine(root, "tests/MthpDsl.Tests/Recorded/data"), "*.mthp", SearchOption.AllDirectories);
    }

    /// <summary>How many pass.</summary>
    [Benchmark]
    public int AllRecorded() => _files.Sum(file => ScenarioFile.Run(file, new RunOptions()).Count(result => result.Status == ResultStatus.Passed));
}
