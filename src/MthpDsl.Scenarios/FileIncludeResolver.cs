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
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Every file below the folder that was asked for, also in vain: full paths, in ordinal order.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <inheritdoc/>
    public SourceText? Resolve(SourceText from, string path)
    {
        string folder = FolderOf(from.Path);
        string full = Path.GetFullPath(Path.Combine(folder, path.Replace('\\', '/')));
        if (!IsBelowRoot(full))
        {
            return null;
        }

        _asked.Add(full);
        if (!File.Exists(full) || LeadsElsewhere(full))
        {
            return null;
        }

        string shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), full).Replace('\\', '/');
        return ScenarioFile.Read(full) is { Source: { } source } ? SourceText.From(source.Text, shown) : null;
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path.Length == 0 ? "-" : path)) ?? Directory.GetCurrentDirectory();

    // The file may be a link to another below the folder; a folder that is a link may lead anywhere.
    private bool LeadsElsewhere(string full)
    {
        for (DirectoryInfo? folder = new FileInfo(full).Directory; folder is not null && IsBelowRoot(folder.FullName); folder = folder.Parent)
        {
            if (folder.LinkTarget is not null)
            {
                return true;
            }
        }

        return File.ResolveLinkTarget(full, returnFinalTarget: true) is { } target && !IsBelowRoot(target.FullName);
    }

    private bool IsBelowRoot(string full) =>
        full.StartsWith(_root.EndsWith(Path.DirectorySeparatorChar) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
