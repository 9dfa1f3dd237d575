using System.Text.Json;

namespace MthpDsl.Mutation;

/// <summary>A change that Stryker has compiled into the simulation, to be switched on by its number.</summary>
/// <param name="Id">Its number.</param>
/// <param name="File">Below <c>src/MthpDsl.Simulation</c>, with <c>/</c>.</param>
/// <param name="Line">Its first line.</param>
/// <param name="Column">Its first column.</param>
/// <param name="Mutator">What Stryker calls such a change.</param>
/// <param name="Original">The text it stands for, on one line.</param>
/// <param name="Replacement">The text that stands there instead.</param>
/// <param name="Place">The lines that it stands on and those right above, on one line.</param>
internal sealed record Mutant(int Id, string File, int Line, int Column, string Mutator, string Original, string Replacement, string Place)
{
    private const int LinesAbove = 3;
    private const string Project = "MthpDsl.Simulation/";

    /// <summary>The first folder of the file, or <c>.</c>.</summary>
    public string Folder => File.Contains('/', StringComparison.Ordinal) ? File[..File.IndexOf('/', StringComparison.Ordinal)] : ".";

    /// <summary>Those of Stryker's report that were compiled and are not left out by its settings, in the order of the sources.</summary>
    public static IReadOnlyList<Mutant> Read(string report)
    {
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(report));
        List<Mutant> mutants = [];
        foreach (JsonProperty file in document.RootElement.GetProperty("files").EnumerateObject())
        {
            string name = file.Name.Replace('\\', '/');
            name = name[(name.LastIndexOf(Project, StringComparison.Ordinal) is >= 0 and var at ? at + Project.Length : 0)..];
            string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            mutants.AddRange(file.Value.GetProperty("mutants").EnumerateArray().Where(IsTried).Select(mutant => Of(mutant, name, lines)));
        }

        return [.. mutants.OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Line).ThenBy(mutant => mutant.Id)];
    }

    private static bool IsTried(JsonElement mutant) => mutant.GetProperty("status").GetString() is not ("Ignored" or "CompileError");

    private static Mutant Of(JsonElement mutant, string file, string[] lines)
    {
        (int Line, int Column) start = PlaceOf(mutant, "start");
        (int Line, int Column) end = PlaceOf(mutant, "end");
        return new Mutant(
            int.Parse(mutant.GetProperty("id").GetString()!, null),
            file,
            start.Line,
            start.Column,
            mutant.GetProperty("mutatorName").GetString()!,
            OneLine(Text(lines, start, end)),
            OneLine(mutant.GetProperty("replacement").GetString()!),
            OneLine(string.Join('\n', lines[Math.Max(0, start.Line - 1 - LinesAbove)..end.Line])));
    }

    private static (int Line, int Column) PlaceOf(JsonElement mutant, string which)
    {
        JsonElement place = mutant.GetProperty("location").GetProperty(which);
        return (place.GetProperty("line").GetInt32(), place.GetProperty("column").GetInt32());
    }

    private static string Text(string[] lines, (int Line, int Column) start, (int Line, int Column) end)
    {
        string text = string.Join('\n', lines[(start.Line - 1)..end.Line]);
        return text[(start.Column - 1)..^(lines[end.Line - 1].Length - (end.Column - 1))];
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
