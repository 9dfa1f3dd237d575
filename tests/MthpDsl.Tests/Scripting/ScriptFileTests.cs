using MthpDsl.Scripting.Scripts;
using Xunit;

namespace MthpDsl.Tests.Scripting;

public sealed class ScriptFileTests
{
    [Fact]
    public void The_sample_runs_with_its_arguments()
    {
        string path = Repository.Path("scenarios", "csharp", "lab.csx");
        string text = File.ReadAllText(path) + "heap.Layout.ToString() == \"16 x 128K\" ? 7 : 8";

        ScriptEnd end = CSharpScriptFile.Run(text, path, ["128"]);

        Assert.Equal((true, 7), (end.IsOk, end.ExitCode));
        Assert.Empty(end.Messages);
    }

    [Fact]
    public void What_is_wrong_is_said_with_file_and_line()
    {
        ScriptEnd broken = CSharpScriptFile.Run("int x = 1;\nint y = nowhere;", "/p/lab.csx", []);
        ScriptEnd thrown = CSharpScriptFile.Run("\nthrow new Exception(\"oops\");", "/p/lab.csx", []);

        Assert.StartsWith("/p/lab.csx(2,9): error CS0103", Assert.Single(broken.Messages), StringComparison.Ordinal);
        Assert.Contains("oops", Assert.Single(thrown.Messages), StringComparison.Ordinal);
        Assert.Contains("lab.csx:line 2", thrown.Messages[0], StringComparison.Ordinal);
    }
}
