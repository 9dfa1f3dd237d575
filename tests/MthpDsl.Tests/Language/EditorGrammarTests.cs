using System.Diagnostics;
using Xunit;

namespace MthpDsl.Tests.Language;

public class EditorGrammarTests
{
    [NodeFact]
    public void The_editors_grammar_gives_words_their_scopes()
    {
        ProcessStartInfo start = new("node") { WorkingDirectory = NodeFactAttribute.Folder, RedirectStandardOutput = true };
        foreach (string argument in (string[])[NodeFactAttribute.Runner, "-g", "../mthp.tmLanguage.json", "-g", "csharp.tmLanguage.json", "statements.mthp"])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}

/// <summary>A test that needs node and the packages of <c>grammar/tests</c>; without them it is skipped and says so.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public static readonly string Folder = Repository.Path("grammar", "tests");

    public static readonly string Runner = Path.Combine(Folder, "node_modules", "vscode-tmgrammar-test", "dist", "unit.js");

    public NodeFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe"))))
        {
            Skip = "There is no node on this machine.";
        }
        else if (!File.Exists(Runner))
        {
            Skip = "The packages are not installed: run 'npm ci' in grammar/tests.";
        }
    }
}
