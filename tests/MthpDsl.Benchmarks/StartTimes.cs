using System.Diagnostics;

namespace MthpDsl.Benchmarks;

/// <summary>
/// How long whole processes take, from start to end: <c>mthp run</c> of the README's first example, against an empty .NET console program.
/// The programs take turns, so that what else the machine does falls on all alike.
/// </summary>
internal sealed class StartTimes : IDisposable
{
    private const int Runs = 21;
    private static readonly string[] First = ["run", Repository.Path("scenarios/seed/first.mthp")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mthp-start-");
    private readonly Dictionary<string, (string File, string[] Args)> _programs = [];

    /// <summary>Builds what is missing.</summary>
    public StartTimes()
    {
        _programs["empty"] = (BuildEmpty(), []);
        _programs["built"] = (BuildTool(), First);
        if (PublishNative() is { } native)
        {
            _programs["native"] = (native, First);
        }
    }

    /// <summary>Why there is no native program.</summary>
    public string? WhyNotNative { get; private set; }

    /// <summary>The medians of <c>empty</c>, <c>built</c> and, where it could be built, <c>native</c>, in nanoseconds.</summary>
    public Dictionary<string, double> Measure()
    {
        Dictionary<string, double[]> times = _programs.Keys.ToDictionary(name => name, _ => new double[Runs]);
        for (int run = -1; run < Runs; run++)
        {
            foreach ((string name, (string file, string[] args)) in _programs)
            {
                double time = Time(file, args);
                if (run >= 0)
                {
                    times[name][run] = time;
                }
            }
        }

        return times.ToDictionary(pair => pair.Key, pair => pair.Value.Order().ElementAt(Runs / 2));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static double Time(string file, string[] args)
    {
        long start = Stopwatch.GetTimestamp();
        Run(file, args);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static string Run(string file, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{file} {string.Join(' ', args)} ended with {process.ExitCode}: {output}{errors.Result}");
    }

    private string BuildEmpty()
    {
        string project = Path.Combine(_folder.FullName, "empty");
        Directory.CreateDirectory(project);
        File.WriteAllText(Path.Combine(project, "Program.cs"), "return 0;\n");
        File.WriteAllText(Path.Combine(project, "empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        Run("dotnet", "build", project, "-c", "Release", "-v", "q");
        return Path.Combine(project, "bin/Release/net10.0/empty");
    }

    private static string BuildTool()
    {
        string tool = Repository.Path("src/MthpDsl.Cli/bin/Release/net10.0/mthp");
        if (!File.Exists(tool))
        {
            Run("dotnet", "build", Repository.Path("src/MthpDsl.Cli"), "-c", "Release", "-v", "q");
        }

        return tool;
    }

    private string? PublishNative()
    {
        string? compiler = Array.Find(["clang", "gcc"], IsOnPath);
        if (compiler is null)
        {
            WhyNotNative = "no C compiler";
            return null;
        }

        string output = Path.Combine(_folder.FullName, "native");
        Run("dotnet", "publish", Repository.Path("src/MthpDsl.Cli"), "-c", "Release", "-v", "q", "--artifacts-path", Path.Combine(_folder.FullName, "artifacts"), "-p:PublishAot=true", "-p:RunAnalyzers=false", "-p:CppCompilerAndLinker=" + compiler, "-o", output);
        return Path.Combine(output, "mthp");
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
