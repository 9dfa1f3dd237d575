using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Blocks;

/// <summary>What compiled blocks ask for the names in them. Only their generated code uses it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BlockScope
{
    private readonly CSharpScope _scope;
    private readonly Dictionary<string, object?> _kept;

    internal BlockScope(CSharpScope scope, Dictionary<string, object?>? kept = null)
    {
        _scope = scope;
        _kept = kept ?? [];
    }

    /// <summary>The machine of the case.</summary>
    public Machine Machine => _scope.Process.Machine;

    /// <summary>The current process.</summary>
    public Process Process => _scope.Process;

    /// <summary>What the left side of a comparison was, as text.</summary>
    internal string? Left { get; private set; }

    /// <summary>A mapping of the current process.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name now.</exception>
    public Mapping Mapping(string name) => _scope.Process.Find(name)
        ?? throw new InvalidOperationException($"process '{_scope.Process.Name}' has no mapping '{name}' here");

    /// <summary>A process.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name now.</exception>
    public Process FindProcess(string name) => Machine.FindProcess(name)
        ?? throw new InvalidOperationException($"there is no process '{name}' here");

    /// <summary>A value that is a size.</summary>
    /// <exception cref="InvalidOperationException">The name is not bound now.</exception>
    public ByteSize Size(string name) => new(Count(name));

    /// <summary>A value that is a count.</summary>
    /// <exception cref="InvalidOperationException">The name is not bound now.</exception>
    public long Count(string name) => _scope.Values.TryGetValue(name, out ExpressionValue? value)
        ? value.Amount
        : throw new InvalidOperationException($"there is no value '{name}' here");

    /// <summary>A variable that a block before has declared.</summary>
    /// <exception cref="InvalidOperationException">That block has not run.</exception>
    public T Kept<T>(string name) => _kept.TryGetValue(name, out object? value)
        ? (T)value!
        : throw new InvalidOperationException($"the block that declares '{name}' has not run");

    /// <summary>Keeps a variable for the blocks that follow.</summary>
    public void Keep(string name, object? value) => _kept[name] = value;

    /// <summary>Called by every turn of a loop.</summary>
    /// <exception cref="OperationCanceledException">The block's time is over.</exception>
    public static void Tick() => GuardedRun.Tick();

    /// <summary>Called where a function or a lambda begins.</summary>
    /// <returns>Always true.</returns>
    /// <exception cref="OperationCanceledException">The block's time is over.</exception>
    /// <exception cref="InsufficientExecutionStackException">It calls itself too deeply.</exception>
    public static bool MayGoOn()
    {
        GuardedRun.Tick();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return true;
    }

    /// <summary>Keeps the left side of a comparison for the message.</summary>
    /// <returns>The same.</returns>
    public T Compared<T>(T left)
    {
        Left = left switch
        {
            null => "null",
            string text => "\"" + text + "\"",
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => left.ToString() ?? "",
        };
        return left;
    }
}
