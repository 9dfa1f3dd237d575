using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Tests.Answers;

/// <summary>The scenarios whose answers are pinned, by names such as <c>recorded/6.12/cow-fork</c>, <c>scenarios/seed/first</c> and <c>random/17</c>.</summary>
internal static class AnswerSource
{
    private const string Recorded = "recorded/";
    private const string Written = "scenarios/";
    private const string Random = "random/";
    private const int RandomScenarios = 400;

    // Each of these maps or cuts up so much memory that it takes as long as fifty others.
    private static readonly int[] _longSeeds = [16, 149, 150, 158, 164, 168, 226, 259, 341];

    private static readonly string[] _kernels = [.. KernelModel.All.Select(model => model.Name)];
    private static readonly string _recorded = Repository.Path("tests", "MthpDsl.Tests", "Recorded", "data");
    private static readonly string _written = Repository.Path("scenarios");

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Files(_recorded).Select(name => Recorded + name),
        .. Files(_written).Select(name => Written + name),
        .. Enumerable.Range(1, RandomScenarios).Except(_longSeeds).Select(seed => FormattableString.Invariant($"{Random}{seed}")),
    ];

    /// <summary>Runs a scenario and describes what came of it.</summary>
    public static void WriteAnswer(string name, TextWriter output)
    {
        bool isRandom = name.StartsWith(Random, StringComparison.Ordinal);
        bool isRecorded = name.StartsWith(Recorded, StringComparison.Ordinal);
        BoundScenario scenario = isRandom ? MakeRandom(name[Random.Length..])
            : isRecorded ? Bind(_recorded, name[Recorded.Length..])
            : Bind(_written, name[Written.Length..]);
        // There are enough recordings without more happening to each.
        AnswerText text = new(output, goesOn: !isRecorded);
        RunOptions options = new()
        {
            KeepCollapses = true,
            // With a trace, locks are not taken in the short way; the recordings take it.
            KeepTrace = !isRecorded,
            Forgives = (_, outcome) => isRandom && outcome.Finding is null,
            Inspect = text.AddMachine,
        };
        foreach (CaseResult result in ScenarioRunner.Run(scenario, options))
        {
            text.AddResult(result with { File = Path.GetFileName(result.File) });
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.mthp", SearchOption.AllDirectories)
        .Select(path => Path.ChangeExtension(Path.GetRelativePath(folder, path), null).Replace(Path.DirectorySeparatorChar, '/'))
        .Order(StringComparer.Ordinal);

    private static BoundScenario Bind(string folder, string name)
    {
        string path = Path.Combine(folder, name + ".mthp");
        return ScenarioFile.Bind(ScenarioFile.Read(path).Source ?? throw new InvalidOperationException(path + " is no text"));
    }

    private static BoundScenario MakeRandom(string seed) =>
        ScenarioBinder.Bind(SourceText.From(ScenarioGenerator.Make(ulong.Parse(seed, null), _kernels).ToString(), "random.mthp"));
}
