using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios;

/// <summary>Runs the C# blocks of scenarios. Its one implementation needs Roslyn and lives in a part of its own.</summary>
public interface ICSharpHost
{
    /// <summary>Runs the statements of <c>do { … }</c>.</summary>
    /// <param name="block">The block and the text it stands in.</param>
    /// <param name="process">The process whose mappings are in scope by name; its machine is <c>machine</c>.</param>
    /// <returns>Null, or what went wrong at which place of the scenario.</returns>
    Diagnostic? Run(DoStatement block, Process process);

    /// <summary>Evaluates the expression of <c>expect { … }</c>.</summary>
    /// <param name="block">The block and the text it stands in.</param>
    /// <param name="process">The process whose mappings are in scope by name; its machine is <c>machine</c>.</param>
    /// <param name="holds">The expression's value.</param>
    /// <returns>Null, or what went wrong at which place of the scenario.</returns>
    Diagnostic? Evaluate(ExpectCSharp block, Process process, out bool holds);
}
