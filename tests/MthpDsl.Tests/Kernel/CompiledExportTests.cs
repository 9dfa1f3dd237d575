using MthpDsl.Kernel.Export;
using MthpDsl.Kernel.Running;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Kernel;

public sealed class CompiledExportTests
{
    [CompilerFact]
    public void The_runtime_and_all_that_can_be_called_compile_without_a_warning()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("all.c", Joined(["grammar/examples"])[0]);

        CCompiler.Compile(source, Path.Combine(folder.Path, "all"));
    }

    [CompilerFact]
    public void An_export_of_any_scenario_compiles_without_a_warning()
    {
        using TemporaryFolder folder = new();
        string compiler = CCompiler.Find()!;
        string[] sources = [.. Joined(["scenarios", "grammar/examples"]).Select((code, i) => folder.Write($"{i}.c", code))];
        Assert.NotEmpty(sources);

        ChildResult result = ChildProcess.Run(compiler, ["-fsyntax-only", "-Wall", "-Wextra", "-Werror", .. sources], TimeSpan.FromMinutes(3));

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    // Titles among them that would end a string or a comment of C.
    [CompilerFact]
    public void An_export_of_scenarios_made_at_random_compiles_without_a_warning()
    {
        const int Seeds = 1500;
        using TemporaryFolder folder = new();
        Fuzzer fuzzer = new([], [.. KernelModel.All.Select(model => model.Name)]);
        List<string> joined = Joined(Enumerable.Range(1, Seeds).Select(seed => SourceText.From(fuzzer.Scenario((ulong)seed), "fuzz.mthp")));
        Assert.True(joined.Count >= 2, $"{joined.Count} files");
        string[] sources = [.. joined.Select((code, i) => folder.Write($"{i}.c", code))];

        ChildResult result = ChildProcess.Run(CCompiler.Find()!, ["-fsyntax-only", "-Wall", "-Wextra", "-Werror", .. sources], TimeSpan.FromMinutes(3));

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    private static List<string> Joined(IEnumerable<string> folders) => Joined(folders
        .SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder), "*.mthp", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal)
        .Select(file => ScenarioFile.Read(file).Source)
        .OfType<SourceText>());

    // What stands before the statements is the same in every export: it is compiled once for many scenarios.
    private static List<string> Joined(IEnumerable<SourceText> scenarios)
    {
        const int ScenariosEach = 20;
        List<string> functions = [];
        foreach (SourceText source in scenarios)
        {
            if (CExporter.Export(ScenarioFile.Bind(source, new RunOptions())).Code is { } code)
            {
                string own = code[(code.IndexOf(RuntimeSource.Text, StringComparison.Ordinal) + RuntimeSource.Text.Length)..];
                string prefix = "s" + functions.Count + "_";
                functions.Add(own.Replace("case_", prefix + "case_", StringComparison.Ordinal)
                    .Replace(" cases[", " " + prefix + "cases[", StringComparison.Ordinal)
                    .Replace("cases, sizeof(cases) / sizeof(cases[0])", $"{prefix}cases, 1", StringComparison.Ordinal)
                    .Replace("int main(", $"int {prefix}main(int, char **);\nint {prefix}main(", StringComparison.Ordinal)
                    .Replace("scenario_" + prefix, "scenario_", StringComparison.Ordinal));
            }
        }

        return
        [
            .. functions.Chunk(ScenariosEach)
                .Select(chunk => RuntimeSource.Text + string.Concat(chunk) + "int main(void)\n{\n\treturn 0;\n}\n"),
        ];
    }
}
