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
    public ICSharpProgram Compile(BoundScenario scenario) =>
        new BlockProgram(scenario, StatementWalk.All(scenario), limits ?? CSharpLimits.Default);

    /// <summary>The blocks inside one statement; null where there are none.</summary>
    internal static ICSharpProgram? CompileOnly(BoundScenario scenario, StatementSyntax statement)
    {
        StatementSyntax[] inside = [.. StatementWalk.Inside(statement)];
        return Array.Exists(inside, part => part is DoStatement or ExpectCSharp) ? new BlockProgram(scenario, inside, CSharpLimits.Default) : null;
    }
}
