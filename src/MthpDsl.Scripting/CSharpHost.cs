using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scripting.Blocks;

namespace MthpDsl.Scripting;

/// <summary>Runs the C# blocks of scenarios with Roslyn. To give it to a run is to trust the scenario.</summary>
/// <param name="limits">What each block may use; null for <see cref="CSharpLimits.Default"/>.</param>
/// <example>
/// <code>
/// var options = new RunOptions { CSharp = new CSharpHost() };
/// </code>
/// </example>
public sealed class CSharpHost(CSharpLimits? limits = null) : ICSharpHost
{
    /// <inheritdoc/>
    public ICSharpProgram Compile(BoundScenario scenario) => new BlockProgram(scenario, limits ?? CSharpLimits.Default);
}
