namespace MthpDsl.Cli.Files;

/// <summary>What the arguments <c>FILE|DIR|GLOB|-</c> name: the files in the order of the arguments, each once.</summary>
internal static class ScenarioFiles
{
    /// <summary>The name of standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The ending of scenarios.</summary>
    public const string Extension = ".mthp";

    /// <summary>Finds the files.</summary>
    /// <param name="arguments">As they stand on the command line.</param>
    /// <exception cref="FilesException">An argument names no scenario.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> arguments)
    {
        List<string> files = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string argument in arguments)
        {
            foreach (string file in FindOne(argument))
            {
                if (known.Add(file))
                {
                    files.Add(file);
                }
            }
        }

        return files;
    }

    private static IReadOnlyList<string> FindOne(string argument)
    {
        if (argument == StandardInput)
        {
            return [argument];
        }

        string path = argument.Replace('\\', '/');
        if (Directory.Exists(path))
        {
            string pattern = (path.EndsWith('/') ? path : path + "/") + "**/*" + Extension;
            return NotEmpty([.. Glob.Files(pattern)], $"the folder '{Shown(argument)}' holds no {Extension} file");
        }

        if (File.Exists(path))
        {
            return [path];
        }

        return Glob.IsPattern(path)
            ? NotEmpty([.. Glob.Files(path)], $"no file matches '{Shown(argument)}'")
            : throw new FilesException($"there is no file or folder '{Shown(argument)}'.");
    }

    private static List<string> NotEmpty(List<string> files, string otherwise) =>
        files.Count > 0 ? files : throw new FilesException(otherwise + ".");

    private static string Shown(string text) => Reporting.Text.Printable.Of(text);
}
