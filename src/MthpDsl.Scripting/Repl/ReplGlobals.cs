using System.ComponentModel;
using MthpDsl.Scripting.Blocks;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

#pragma warning disable IDE1006, CA1708 // What the prompt's C# sees is named as the language names it.

/// <summary>The names that C# at the prompt has from the start.</summary>
public sealed class ReplGlobals
{
    private readonly Func<BlockScope> _scope;

    internal ReplGlobals(Func<BlockScope> scope) => _scope = scope;

    /// <summary>The machine of the session.</summary>
    public Machine machine => _scope().Machine;

    /// <summary>The first process.</summary>
    public Process main => machine.Main;

    /// <summary>The values and mappings of the session, by name. Generated code uses it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public BlockScope __scope => _scope();
}
