using System.Diagnostics;
using Xunit;

namespace MthpDsl.Tests.Cli;

/// <summary>The native build runs what the other runs, and says what it leaves out.</summary>
public sealed class NativeTests
{
    [NativeFact]
    public async Task It_prints_what_the_other_build_prints_and_names_what_it_lacks()
    {
        using TemporaryFolder folder = new();
        string tool = await Publish(folder.Path);
        foreach (string scenario in (string[])["first", "other-kernels", "holes-stop"])
        {
            string file = Repository.Path("scenarios", "seed", scenario + ".mthp");
            ToolRun managed = ToolRun.Of("run", file);
            Assert.Equal(((int)managed.ExitCode, managed.Output), Run(tool, "run", file));
            Assert.Equal(ToolRun.Of("explain", file).Output, Run(tool, "explain", file).Output);
        }

        foreach (string[] command in (string[][])[["repl"], ["script", "a.csx"], ["run", "--allow-csharp", Repository.Path("scenarios", "seed", "first.mthp")]])
        {
            (int code, string output) = Run(tool, command);
            Assert.Equal(3, code);
            Assert.Contains("this is the native build, which cannot run C#", output, StringComparison.Ordinal);
        }

        string picture = Path.Combine(folder.Path, "a.png");
        Assert.Contains(
            "this is the native build, which writes no Parquet and no plots",
            Run(tool, "sweep", Repository.Path("scenarios", "seed", "first.mthp"), "--set", "khugepaged/max_ptes_none=0,1", "--plot", picture, "--y", "faults").Output,
            StringComparison.Ordinal);
    }

    // Apart from the repository's own folders, which other tests use meanwhile.
    private static async Task<string> Publish(string folder)
    {
        (int code, string output) = await DotnetProcess.Run(
            Repository.Root,
            "publish",
            "src/MthpDsl.Cli",
            "--configuration",
            "Release",
            "--artifacts-path",
            Path.Combine(folder, "artifacts"),
            "--output",
            Path.Combine(folder, "native"),
            "-p:PublishAot=true",
            "-p:RunAnalyzers=false",
            "-p:CppCompilerAndLinker=" + NativeFactAttribute.Compiler,
            "-verbosity:quiet");
        Assert.True(code == 0, output);
        return Path.Combine(folder, "native", "mthp");
    }

    private static (int ExitCode, string Output) Run(string tool, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(tool, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}

/// <summary>
/// A test that compiles the tool to machine code. It takes minutes of processor time, a C compiler and packages of some hundred megabytes, so it
/// runs where it is asked for, and then it fails where one of them is missing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeFactAttribute : FactAttribute
{
    private const string Variable = "MTHP_TEST_NATIVE";

    public NativeFactAttribute() => Skip = Environment.GetEnvironmentVariable(Variable) == "1"
        ? null
        : $"a native build takes minutes and a C compiler: {Variable}=1 dotnet test tests/MthpDsl.Tests --filter NativeTests";

    /// <summary>The linker's driver that is there; <c>clang</c> where none is, so that the build says so.</summary>
    public static string Compiler { get; } = Array.Find(["clang", "gcc"], name =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)))) ?? "clang";
}
