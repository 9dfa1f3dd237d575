using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MthpDsl.Analyzers;

/// <summary>A scenario as the generator needs it; equal where the generated code would be.</summary>
/// <param name="Path">Relative to the project, with <c>/</c>.</param>
/// <param name="Title">Its title, else the name of its file.</param>
/// <param name="Text">What it holds.</param>
internal sealed record ScenarioFile(string Path, string Title, string Text)
{
    /// <summary>Reads a file; null where that fails.</summary>
    public static ScenarioFile? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancel)
    {
        if (file.GetText(cancel)?.ToString() is not { } text)
        {
            return null;
        }

        string path = RelativePath(file, options);
        Language.ParsedScenario parsed = Language.ScenarioParser.Parse(Language.SourceText.From(text, path));
        string? title = parsed.Statements.OfType<Language.ScenarioStatement>().FirstOrDefault()?.Title.Value;
        return new ScenarioFile(path, title ?? System.IO.Path.GetFileNameWithoutExtension(path), text);
    }

    private static string RelativePath(AdditionalText file, AnalyzerConfigOptionsProvider options)
    {
        if (options.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.Link", out string? link) && link.Length > 0)
        {
            return link.Replace('\\', '/');
        }

        string path = file.Path.Replace('\\', '/');
        bool known = options.GlobalOptions.TryGetValue("build_property.ProjectDir", out string? folder) && folder.Length > 0;
        string root = known ? folder!.Replace('\\', '/').TrimEnd('/') + "/" : "";
        return known && path.StartsWith(root, StringComparison.Ordinal) ? path.Substring(root.Length) : Outside(path);
    }

    /// <summary>A file outside the project without a link: from its folder <c>scenarios</c> on, else its name.</summary>
    private static string Outside(string path)
    {
        int at = path.LastIndexOf("/scenarios/", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? System.IO.Path.GetFileName(path) : path.Substring(at + 1);
    }
}
