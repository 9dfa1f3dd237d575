using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MthpDsl.Analyzers;

/// <summary>The <c>.mthp</c> files among a project's additional files: what <c>include</c> finds, as an analyzer opens no file itself.</summary>
internal sealed class ScenarioFiles : Language.IIncludeResolver
{
    private readonly Dictionary<string, Language.SourceText> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Language.BoundScenario> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _included = new(StringComparer.Ordinal);

    /// <summary>Reads the files and what they include.</summary>
    public ScenarioFiles(ImmutableArray<AdditionalText> files, CancellationToken cancel)
    {
        foreach (AdditionalText file in files)
        {
            if (IsScenario(file.Path) && file.GetText(cancel) is { } text)
            {
                _byPath[Normal(file.Path)] = Language.SourceText.From(text.ToString(), file.Path);
            }
        }

        foreach (KeyValuePair<string, Language.SourceText> file in _byPath)
        {
            cancel.ThrowIfCancellationRequested();
            Language.BoundScenario bound = Language.ScenarioBinder.Bind(file.Value, new Language.BindOptions { Includes = this });
            _bound.Add(file.Key, bound);
            _included.UnionWith(bound.Includes.Values.Select(included => Normal(included.Source.Path)).Where(path => path != file.Key));
        }
    }

    /// <summary>Whether a path ends as scenarios do.</summary>
    public static bool IsScenario(string path) => path.EndsWith(".mthp", StringComparison.OrdinalIgnoreCase);

    /// <summary>One of the files, bound; null where it could not be read.</summary>
    public Language.BoundScenario? Find(string path) => _bound.TryGetValue(Normal(path), out Language.BoundScenario? bound) ? bound : null;

    /// <summary>Whether another file includes it: then names may come from there, and only that one can judge its meaning.</summary>
    public bool IsIncluded(string path) => _included.Contains(Normal(path));

    /// <inheritdoc/>
    public Language.SourceText? Resolve(Language.SourceText from, string path) => 
        _byPath.TryGetValue(Normal(Beside(from, path)), out Language.SourceText? text) ? text : null;

    private static string Beside(Language.SourceText from, string path) =>
        path.StartsWith("/", StringComparison.Ordinal) ? path : Path.GetDirectoryName(from.Path) + "/" + path;

    private static string Normal(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
