using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace MthpDsl.Scripting.Scripts;

/// <summary>Runs C# scripts over the simulator.</summary>
/// <example>
/// <code>
/// ScriptEnd end = CSharpScriptFile.Run("args.Length", "lab.csx", ["64"]);
/// Console.WriteLine(end.ExitCode); // 1
/// </code>
/// </example>
public static class CSharpScriptFile
{
    /// <summary>Compiles and runs a script to its end.</summary>
    /// <param name="text">The script; it sees the simulator's namespaces without a using.</param>
    /// <param name="path">Its full path, for messages and for what it loads.</param>
    /// <param name="arguments">What it finds in <c>args</c>.</param>
    public static ScriptEnd Run(string text, string path, string[] arguments)
    {
        ScriptOptions options = ScriptOptions.Default
            .WithImports(CSharpReferences.Imports.Add("MthpDsl.Scenarios"))
            .WithReferences(CSharpReferences.All)
            .WithFilePath(path)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(System.Text.Encoding.UTF8);
        Script<object> script = CSharpScript.Create(text, options, typeof(ScriptGlobals));
        ImmutableArray<Diagnostic> found = [.. script.Compile().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        string[] messages = [.. found.Select(diagnostic => diagnostic.ToString())];
        if (found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return new ScriptEnd(false, 0, messages);
        }

        try
        {
            object? value = script.RunAsync(new ScriptGlobals(arguments)).GetAwaiter().GetResult().ReturnValue;
            return new ScriptEnd(true, value is int code ? code : 0, messages);
        }
#pragma warning disable CA1031 // Whatever the script throws is its author's to read.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return new ScriptEnd(false, 0, [.. messages, thrown.ToString()]);
        }
    }
}
