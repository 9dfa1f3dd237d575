using System.Runtime.CompilerServices;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using Xunit.Abstractions;

namespace MthpDsl.Testing;

/// <summary>One case of a scenario, as <see cref="ScenariosAttribute"/> gives it to a test.</summary>
/// <example>
/// <code>
/// [Theory, Scenarios("scenarios")]
/// public void No_scenario_needs_more_than_a_thousand_faults(ScenarioTest scenario) =&gt;
///     Assert.True(scenario.Run().Snapshots[^1].Counters.Faults &lt;= 1000);
/// </code>
/// </example>
public sealed class ScenarioTest : IXunitSerializable
{
    private string _root = "";
    private string _path = "";
    private string _values = "";
    private int _index;

    /// <summary>For the test runner, which fills it in.</summary>
    public ScenarioTest()
    {
    }

    internal ScenarioTest(string root, string path, int index, string values)
    {
        _root = root;
        _path = path;
        _index = index;
        _values = values;
    }

    /// <summary>The full path of the scenario.</summary>
    public string File => Path.Combine(_root, _path);

    /// <summary>Runs the case.</summary>
    /// <param name="options">How; null for the defaults, under which C# is not allowed.</param>
    public CaseResult Run(RunOptions? options = null) => ScenarioFile.Run(File, options ?? new RunOptions()).ElementAt(_index) with { File = _path };

    /// <summary>Runs the case, asserts that it passes, and verifies its layouts and counters against a snapshot beside the test.</summary>
    /// <param name="options">How it is run; null for the defaults.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    /// <exception cref="ScenarioFailedException">It did not pass; the message leads to the line of the scenario.</exception>
    /// <exception cref="SnapshotException">The snapshot is new or differs.</exception>
    public Task Verify(RunOptions? options = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        CaseResult result = Run(options);
        if (result.Status != ResultStatus.Passed)
        {
            throw new ScenarioFailedException(File, result);
        }

        string name = "scenario=" + _path[..^".mthp".Length] + (_values.Length == 0 ? "" : "_" + _values);
        return Snapshot.Verify(result, name, sourceFile, method);
    }

    /// <inheritdoc/>
    public override string ToString() => _values.Length == 0 ? _path : $"{_path} [{_values}]";

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(_root), _root);
        info.AddValue(nameof(_path), _path);
        info.AddValue(nameof(_values), _values);
        info.AddValue(nameof(_index), _index);
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        _root = info.GetValue<string>(nameof(_root));
        _path = info.GetValue<string>(nameof(_path));
        _values = info.GetValue<string>(nameof(_values));
        _index = info.GetValue<int>(nameof(_index));
    }
}
