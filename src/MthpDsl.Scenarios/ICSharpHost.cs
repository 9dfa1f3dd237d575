using MthpDsl.Language;

namespace MthpDsl.Scenarios;

/// <summary>Compiles the C# blocks of scenarios. Its one implementation needs Roslyn and lives in a part of its own.</summary>
/// <example>
/// <code>
/// ICSharpHost? host = null; // or new CSharpHost() of MthpDsl.Scripting, for scenarios that are trusted
/// </code>
/// </example>
public interface ICSharpHost
{
    /// <summary>Compiles all blocks of a scenario and of what it includes, once for all its cases.</summary>
    /// <param name="scenario">A scenario without errors.</param>
    ICSharpProgram Compile(BoundScenario scenario);
}
