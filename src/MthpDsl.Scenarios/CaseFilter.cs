using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios;

/// <summary>Chooses cases by a part of their name.</summary>
/// <param name="Text">What the file's name, or the title with the values of the case, must hold; upper and lower case are one.</param>
/// <example>
/// <code>
/// var options = new RunOptions { Filter = new CaseFilter("size=2M") };
/// Console.WriteLine(ScenarioRunner.Run("given size in 64K, 2M\nmap heap size\nwrite heap", options).Count()); // 1
/// </code>
/// </example>
public sealed record CaseFilter(string Text)
{
    /// <summary>Whether a case is chosen.</summary>
    /// <param name="file">Its file, as the results name it.</param>
    /// <param name="name">As <see cref="CaseResult.DisplayName"/> has it: <c>the claim [size=64K]</c>.</param>
    public bool Matches(string file, string name) =>
        file.Contains(Text, StringComparison.OrdinalIgnoreCase) || name.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
