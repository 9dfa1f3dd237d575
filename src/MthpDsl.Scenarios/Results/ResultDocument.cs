using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Results;

/// <summary>
/// What <c>mthp run</c> answers: one <see cref="CaseResult"/> per case, in the order of the files and of their
/// <c>given</c> values. The JSON printer writes exactly this ("Result" in the language).
/// </summary>
/// <param name="Results">The cases; empty where nothing ran.</param>
/// <example>
/// <code>
/// var document = new ResultDocument([.. ScenarioFile.Run("scenarios/seed/first.mthp")]);
/// Console.WriteLine(document.Passed); // 1
/// </code>
/// </example>
public sealed record ResultDocument(ImmutableArray<CaseResult> Results)
{
    /// <summary>The version of the document's shape. It changes when a reader of the old shape would misread the new.</summary>
    public const int Schema = 1;

    /// <summary>Cases that passed.</summary>
    public int Passed => Results.Count(result => result.Status == ResultStatus.Passed);

    /// <summary>Cases with an expectation that was not met.</summary>
    public int Failed => Results.Count(result => result.Status == ResultStatus.Failed);

    /// <summary>Cases that could not be read or that stopped with an error.</summary>
    public int Errors => Results.Count(result => result.Status == ResultStatus.Error);
}
