using MthpDsl.Language;

namespace MthpDsl.Tests.Language;

/// <summary>Shorthand for texts in tests.</summary>
internal static class Scenario
{
    public static BoundScenario Bind(string text, string path = "test.mthp") =>
        ScenarioBinder.Bind(SourceText.From(text, path), new() { Includes = new Files(new() { ["self.mthp"] = text }) });

    public static string[] Codes(string text) => [.. Bind(text).Diagnostics.Select(diagnostic => diagnostic.Code)];

    /// <summary><c>3:10 MTHP1006 sentence</c>, one for each diagnostic.</summary>
    public static string[] Lines(string text) =>
        [.. Bind(text).Diagnostics.Select(diagnostic => $"{diagnostic.Position.Line}:{diagnostic.Position.Column} {diagnostic.Code}")];

    /// <summary>Files that are only texts.</summary>
    internal sealed class Files(Dictionary<string, string> texts) : IIncludeResolver
    {
        public SourceText? Resolve(SourceText from, string path) =>
            texts.TryGetValue(path, out string? text) ? SourceText.From(text, path == "self.mthp" ? "test.mthp" : path) : null;
    }
}

/// <summary>Files below a folder.</summary>
internal sealed class FolderResolver : IIncludeResolver
{
    public SourceText? Resolve(SourceText from, string path)
    {
        string full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.Path)!, path));
        return File.Exists(full) ? SourceText.From(File.ReadAllText(full), full) : null;
    }
}
