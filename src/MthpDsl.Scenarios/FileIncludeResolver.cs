using MthpDsl.Language;

namespace MthpDsl.Scenarios;

/// <summary>
/// Finds included files beside the file that includes them. A scenario from a stranger must not read what lies elsewhere:
/// an include that leaves the folder of the scenario, also through a symbolic link, is not found.
/// </summary>
/// <param name="scenario">The path of the scenario that is run.</param>
internal sealed class FileIncludeResolver(string scenario) : IIncludeResolver
{
    private readonly string _root = FolderOf(scenario);

    /// <inheritdoc/>
    public SourceText? Resolve(SourceText from, string path)
    {
        string folder = FolderOf(from.Path);
        string full = Path.GetFullPath(Path.Combine(folder, path.Replace('\\', '/')));
        if (!IsBelowRoot(full) || !File.Exists(full) || !IsBelowRoot(RealPath(full)))
        {
            return null;
        }

        string shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), full).Replace('\\', '/');
        return ScenarioFile.Read(full) is { Source: { } source } ? SourceText.From(source.Text, shown) : null;
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path.Length == 0 ? "-" : path)) ?? Directory.GetCurrentDirectory();

    private static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private bool IsBelowRoot(string full) =>
        full.StartsWith(_root.EndsWith(Path.DirectorySeparatorChar) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
