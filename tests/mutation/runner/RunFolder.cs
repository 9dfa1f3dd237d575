namespace MthpDsl.Mutation;

/// <summary>The files of a run.</summary>
/// <param name="Path">The folder, with Stryker's report in it.</param>
internal sealed record RunFolder(string Path)
{
    /// <summary>Stryker's list of mutants.</summary>
    public string Report => In("mutation-report.json");

    /// <summary>Which checks reach which mutants.</summary>
    public string Coverage => In("coverage.tsv");

    /// <summary>What came of each mutant.</summary>
    public string Outcomes => In("outcomes.tsv");

    /// <summary>What a person has said of survivors; beside the folder of the run's folder.</summary>
    public string Explained => System.IO.Path.GetFullPath(In("../../explained.tsv"));

    /// <summary>The mutant that a worker is at.</summary>
    public string RunningOf(int worker) => In(FormattableString.Invariant($"running-{worker}"));

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
