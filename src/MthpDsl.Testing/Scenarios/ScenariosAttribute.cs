using System.Reflection;
using System.Runtime.CompilerServices;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using Xunit.Sdk;

namespace MthpDsl.Testing;

/// <summary>
/// Turns a folder of scenarios into the cases of a theory: one for each file and each combination of its <c>given</c> values. A file that
/// cannot be read is one case, which fails with what is wrong.
/// </summary>
/// <example>
/// <code>
/// [Theory, Scenarios("scenarios")]
/// public Task Every_scenario_holds(ScenarioTest scenario) =&gt; scenario.Verify();
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ScenariosAttribute : DataAttribute
{
    private readonly string _sourceFile;

    /// <summary>A folder of scenarios.</summary>
    /// <param name="folder">Relative to the source file of the test; folders below it count too.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    public ScenariosAttribute(string folder, [CallerFilePath] string sourceFile = "")
    {
        Folder = folder;
        _sourceFile = sourceFile;
    }

    /// <summary>The folder, relative to the source file of the test.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(_sourceFile) ?? ".", Folder));
        foreach (string file in Directory.EnumerateFiles(root, "*.mthp", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            ScenarioText text = ScenarioFile.Read(file);
            BoundScenario? bound = text.Source is { } source ? ScenarioFile.Bind(source, new RunOptions()) : null;
            int cases = bound is { HasErrors: false } ? bound.Cases.Count : 1;
            for (int i = 0; i < cases; i++)
            {
                string values = bound is { HasErrors: false } ? bound.Cases[i].ToString().Replace(", ", "_", StringComparison.Ordinal) : "";
                yield return [new ScenarioTest(root, Path.GetRelativePath(root, file).Replace('\\', '/'), i, values)];
            }
        }
    }
}
