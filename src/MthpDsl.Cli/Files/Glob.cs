namespace MthpDsl.Cli.Files;

/// <summary>
/// Patterns of files, for shells that do not expand them: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number
/// of folders. Case counts, hidden names are matched only where the pattern says the dot.
/// </summary>
internal static class Glob
{
    /// <summary>Whether an argument is a pattern.</summary>
    public static bool IsPattern(string argument) => argument.AsSpan().ContainsAny('*', '?');

    /// <summary>The files a pattern matches, in ordinal order.</summary>
    public static IEnumerable<string> Files(string pattern)
    {
        string[] parts = pattern.Replace('\\', '/').Split('/');
        string root = parts[0].Length == 0 ? "/" : "";
        return Expand(root, parts.AsMemory(parts[0].Length == 0 ? 1 : 0)).Distinct().Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Expand(string folder, ReadOnlyMemory<string> parts)
    {
        string part = parts.Span[0];
        ReadOnlyMemory<string> rest = parts[1..];
        if (rest.IsEmpty)
        {
            return Entries(folder, part, Directory.EnumerateFiles);
        }

        if (part == "**")
        {
            return Expand(folder, rest).Concat(Entries(folder, "*", EnumerateRealFolders).SelectMany(inner => Expand(inner, parts)));
        }

        return part is "." or ".." || !IsPattern(part)
            ? Expand(Join(folder, part), rest)
            : Entries(folder, part, Directory.EnumerateDirectories).SelectMany(inner => Expand(inner, rest));
    }

    /// <summary>Symbolic links to folders are not followed by <c>**</c>: they may form a loop.</summary>
    private static IEnumerable<string> EnumerateRealFolders(string folder) =>
        new DirectoryInfo(folder).EnumerateDirectories().Where(inner => inner.LinkTarget is null).Select(inner => inner.FullName);

    private static List<string> Entries(string folder, string pattern, Func<string, IEnumerable<string>> enumerate)
    {
        string real = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(real))
        {
            return [];
        }

        return
        [
            .. from path in enumerate(real)
               let name = Path.GetFileName(path)
               where Matches(name, pattern)
               select Join(folder, name),
        ];
    }

    private static bool Matches(string name, string pattern) =>
        (name[0] != '.' || pattern[0] == '.')
        && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace("**", "*", StringComparison.Ordinal), name, ignoreCase: false);

    private static string Join(string folder, string name) =>
        folder.Length == 0 || folder.EndsWith('/') ? folder + name : folder + "/" + name;
}
