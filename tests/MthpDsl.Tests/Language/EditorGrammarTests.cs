using System.Diagnostics;
using MthpDsl.Tests.Cli;
using Xunit;

namespace MthpDsl.Tests.Language;

public class EditorGrammarTests
{
    private const string Folder = "grammar/tests";
    private const string Runner = "node_modules/vscode-tmgrammar-test/dist/unit.js";

    [NodeFact(Folder, Runner)]
    public void The_editors_grammar_gives_words_their_scopes()
    {
        ProcessStartInfo start = new("node") { WorkingDirectory = Repository.Path(Folder), RedirectStandardOutput = true };
        foreach (string argument in (string[])[Runner, "-g", "../mthp.tmLanguage.json", "-g", "csharp.tmLanguage.json", "statements.mthp"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}

/// <summary>A test that needs node and packages; without them it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    /// <summary>Looks for both.</summary>
    /// <param name="folder">The folder of <c>package.json</c>, from the repository's.</param>
    /// <param name="file">A file below it that <c>npm ci</c> brings.</param>
    public NodeFactAttribute(string folder, string file)
    {
        if (!Programs.Has("node") && !Programs.Has("node.exe"))
        {
            Skip = "There is no node on this machine.";
        }
        else if (!File.Exists(Repository.Path(folder, file)))
        {
            Skip = $"The packages are not installed: run 'npm ci' in {folder}.";
        }
    }
}
