using System.Collections.Immutable;

namespace MthpDsl.Cli.Watching;

/// <summary>What files looked like at one moment: when they were written and how long they were.</summary>
internal sealed class FileStamps
{
    private readonly ImmutableSortedDictionary<string, (DateTime Written, long Length)> _stamps;

    private FileStamps(ImmutableSortedDictionary<string, (DateTime Written, long Length)> stamps) => _stamps = stamps;

    /// <summary>How many files there are.</summary>
    public int Count => _stamps.Count;

    /// <summary>Looks at files; one that is not there looks like none.</summary>
    public static FileStamps Of(IEnumerable<string> files)
    {
        ImmutableSortedDictionary<string, (DateTime Written, long Length)>.Builder stamps =
            ImmutableSortedDictionary.CreateBuilder<string, (DateTime Written, long Length)>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            FileInfo info = new(file);
            stamps[file] = info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
        }

        return new FileStamps(stamps.ToImmutable());
    }

    /// <summary>A file that has changed, come or gone between two moments; null where none has.</summary>
    public string? DifferenceTo(FileStamps later) =>
        later._stamps.Except(_stamps).Select(pair => pair.Key).FirstOrDefault()
        ?? _stamps.Keys.Except(later._stamps.Keys).FirstOrDefault();
}
