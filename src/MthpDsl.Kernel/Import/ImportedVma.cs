using System.Globalization;

namespace MthpDsl.Kernel.Import;

/// <summary>A VMA as smaps shows it.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="End">The address behind its last.</param>
/// <param name="Access">As smaps writes it: <c>rw-p</c>.</param>
/// <param name="Inode">Of the file it maps; 0 for none.</param>
/// <param name="Path">Of the file it maps, a name in brackets, or empty.</param>
internal sealed record ImportedVma(long Start, long End, string Access, long Inode, string Path)
{
    /// <summary>Bytes that leaves map.</summary>
    public long AnonHugePages { get; init; }

    /// <summary>Bytes of anonymous memory that is there.</summary>
    public long Anonymous { get; init; }

    /// <summary>Bytes in swap.</summary>
    public long Swap { get; init; }

    /// <summary>The two-letter words of VmFlags.</summary>
    public IReadOnlySet<string> Flags { get; init; } = new HashSet<string>();

    /// <summary>Private memory of no file: what the simulator knows.</summary>
    public bool IsAnonymous => Access[3] == 'p' && Inode == 0 && !IsSpecial;

    /// <summary>No access, and nothing there: address space kept free.</summary>
    public bool IsReserve => Access.StartsWith("---", StringComparison.Ordinal) && Anonymous == 0 && Swap == 0;

    private bool IsSpecial => Path is "[vdso]" or "[vvar]" or "[vvar_vclock]" or "[vsyscall]" or "[uprobes]"
        || Path.StartsWith('/') || Path.StartsWith("anon_inode:", StringComparison.Ordinal);

    /// <summary>The VMAs of an smaps file.</summary>
    public static IReadOnlyList<ImportedVma> Parse(IEnumerable<string> smaps)
    {
        List<ImportedVma> vmas = [];
        foreach (string line in smaps)
        {
            if (Header(line) is { } vma)
            {
                vmas.Add(vma);
            }
            else if (vmas.Count > 0)
            {
                vmas[^1] = vmas[^1].With(line);
            }
        }

        return vmas;
    }

    // 7f0000000000-7f0000200000 rw-p 00000000 00:00 0      [heap]
    private static ImportedVma? Header(string line)
    {
        string[] words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        int dash = words.Length >= 5 ? words[0].IndexOf('-', StringComparison.Ordinal) : -1;
        return dash > 0
            && long.TryParse(words[0].AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long start)
            && long.TryParse(words[0].AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long end)
            && words[1].Length == 4
            && long.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out long inode)
            ? new ImportedVma(start, end, words[1], inode, words.Length > 5 ? words[5].Trim() : "")
            : null;
    }

    private ImportedVma With(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return this;
        }

        string[] words = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long bytes = words.Length > 0 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= long.MaxValue >> 10 ? value << 10 : 0;
        return line[..colon] switch
        {
            "AnonHugePages" => this with { AnonHugePages = bytes },
            "Anonymous" => this with { Anonymous = bytes },
            "Swap" => this with { Swap = bytes },
            "VmFlags" => this with { Flags = new HashSet<string>(words, StringComparer.Ordinal) },
            _ => this,
        };
    }
}
