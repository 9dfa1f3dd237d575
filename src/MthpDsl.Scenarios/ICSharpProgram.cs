using MthpDsl.Language;

namespace MthpDsl.Scenarios;

/// <summary>The compiled C# blocks of one scenario.</summary>
/// <example><code>ICSharpProgram? program = null; // what a host made of the blocks of one scenario</code></example>
public interface ICSharpProgram
{
    /// <summary>What the compiler says of the blocks, at its place in the scenario. With an error among it nothing may run.</summary>
    IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Runs the statements of <c>do { … }</c>.</summary>
    /// <param name="block">A block of the scenario.</param>
    /// <param name="scope">What its names stand for.</param>
    /// <returns>Null, or what went wrong at which place of the scenario.</returns>
    Diagnostic? Run(DoStatement block, CSharpScope scope);

    /// <summary>Evaluates the expression of <c>expect { … }</c>.</summary>
    /// <param name="block">A block of the scenario.</param>
    /// <param name="scope">What its names stand for.</param>
    /// <param name="value">The expression's value.</param>
    /// <returns>Null, or what went wrong at which place of the scenario.</returns>
    Diagnostic? Evaluate(ExpectCSharp block, CSharpScope scope, out CSharpValue value);
}
