using System.Globalization;
using System.Reflection;
using MthpDsl.Tests.Mutation;
using Xunit;
using Xunit.Sdk;

namespace MthpDsl.Mutation;

/// <summary>One test with its arguments.</summary>
internal sealed class Check
{
    // The accepted answers hold the same runs to more; the facts over all of them at once are tried row by row.
    private static readonly string[] LeftOut = ["RecordedTests", "AnswerTests"];

    private readonly MethodInfo _method;
    private readonly object?[] _arguments;

    private Check(MethodInfo method, object?[] arguments, int row)
    {
        _method = method;
        _arguments = arguments;
        string shown = string.Join(", ", arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)));
        Name = FormattableString.Invariant($"{method.DeclaringType!.Name}.{method.Name}#{row}({shown.ReplaceLineEndings(" ").Replace('\t', ' ')})");
    }

    /// <summary>Class, method, row and arguments; no tab and no line end in it.</summary>
    public string Name { get; }

    /// <summary>The test, of which this is a row.</summary>
    public MethodInfo Test => _method;

    /// <summary>All tests of the assembly of checks, in an order that does not change.</summary>
    public static IReadOnlyList<Check> All() =>
    [
        .. typeof(ScenarioTests).Assembly.GetTypes()
            .Where(type => !LeftOut.Contains(type.Name))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .OrderBy(method => method.DeclaringType!.FullName + "." + method.Name, StringComparer.Ordinal)
            .SelectMany(RowsOf),
    ];

    /// <summary>Whether the test passes now.</summary>
    /// <param name="failure">What it failed with, on one line.</param>
    public bool Passes(out string failure)
    {
        // A test may fail in any way, and all of them are what a mutant is looked for with.
#pragma warning disable CA1031
        try
        {
            Run();
            failure = "";
            return true;
        }
        catch (Exception wrong)
        {
            failure = wrong.GetType().Name + ": " + wrong.Message.ReplaceLineEndings(" ");
            return false;
        }
#pragma warning restore CA1031
    }

    private static IEnumerable<Check> RowsOf(MethodInfo method) =>
        method.GetCustomAttribute<TheoryAttribute>() is not null
            ? method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)).Select((row, index) => new Check(method, row, index))
        : method.GetCustomAttribute<FactAttribute>() is { Skip: null } ? [new Check(method, [], 0)]
        : [];

    private void Run()
    {
        object instance = Activator.CreateInstance(_method.DeclaringType!)!;
        object? result = _method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, _arguments, CultureInfo.InvariantCulture);
        (result as Task)?.GetAwaiter().GetResult();
        (instance as IDisposable)?.Dispose();
    }
}
