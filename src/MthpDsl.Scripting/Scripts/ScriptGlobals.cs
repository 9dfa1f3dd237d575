namespace MthpDsl.Scripting.Scripts;

#pragma warning disable IDE1006, CA1819 // Named as a program's own arguments are.

/// <summary>The names that a script has from the start.</summary>
public sealed class ScriptGlobals
{
    internal ScriptGlobals(string[] arguments) => args = arguments;

    /// <summary>The words behind the script's name on the command line.</summary>
    public string[] args { get; }
}
