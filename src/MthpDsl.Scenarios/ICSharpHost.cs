using MthpDsl.Language;

namespace MthpDsl.Scenarios;

/// <summary>Compiles the C# blocks of scenarios. Its one implementation needs Roslyn and lives in a part of its own.</summary>
public interface ICSharpHost
{
    /// <summary>Compiles all blocks of a scenario and of what it includes, once for all its cases.</summary>
    /// <param name="scenario">A scenario without errors.</param>
    ICSharpProgram Compile(BoundScenario scenario);
}
