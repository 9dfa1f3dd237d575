using System.Globalization;
using MthpDsl.Vocabulary;

namespace MthpDsl.Language;

/// <summary>A file below transparent_hugepage/: a knob, or a counter.</summary>
/// <param name="Path">Relative to the directory.</param>
/// <param name="Knob">Its row, or null for a counter.</param>
/// <param name="Stat">Its row, or null for a knob.</param>
/// <param name="Order">The order of its directory; 0 for a file that is there once.</param>
internal sealed record SysfsFile(string Path, KnobRow? Knob, StatRow? Stat, int Order)
{
    public KernelSet Kernels => Knob?.Kernels ?? Stat!.Kernels;
}

/// <summary>The files there are with a page size, whatever the kernel.</summary>
internal sealed class SysfsTree
{
    private static readonly Dictionary<long, SysfsTree> Trees = [];

    private readonly Dictionary<string, SysfsFile> _files = new(StringComparer.Ordinal);

    private SysfsTree(long pageSize)
    {
        PmdOrder = PageSizes.PmdOrderOf(pageSize)!.Value;
        foreach (KnobRow row in KnobTable.Rows.Where(row => row.Scope == KnobScope.Global))
        {
            Add(new(row.Path, row, null, 0));
        }

        for (int order = 1; order <= PmdOrder; order++)
        {
            AddDirectory(order, "hugepages-" + SizeFormat.Sysfs(pageSize << order) + "/");
        }
    }

    public int PmdOrder { get; }

    public IEnumerable<SysfsFile> Files => _files.Values;

    public static SysfsTree For(long pageSize)
    {
        lock (Trees)
        {
            if (!Trees.TryGetValue(pageSize, out SysfsTree? tree))
            {
                Trees.Add(pageSize, tree = new(pageSize));
            }

            return tree;
        }
    }

    public SysfsFile? Find(string path) => _files.TryGetValue(path, out SysfsFile? file) ? file : null;

    /// <summary>The files that match a pattern; <c>*</c> stands for any characters but <c>/</c>.</summary>
    public IEnumerable<SysfsFile> Matching(string pattern) => _files.Values.Where(file => Matches(pattern, file.Path));

    /// <summary>The number of a value, where its text is one.</summary>
    public static long? NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>Goes back to the last star only: what an earlier one took is never wrong.</summary>
    private static bool Matches(string pattern, string path)
    {
        int star = -1;
        int taken = 0;
        int p = 0;
        int i = 0;
        while (i < path.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, taken) = (p++, i);
            }
            else if (p < pattern.Length && pattern[p] == path[i])
            {
                p++;
                i++;
            }
            else if (star >= 0 && path[taken] != '/')
            {
                (p, i) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private void AddDirectory(int order, string directory)
    {
        foreach (KnobRow row in KnobTable.Rows)
        {
            if (row.Scope == KnobScope.AllSizes || (row.Scope == KnobScope.AnonSizes && order > 1))
            {
                Add(new(directory + row.Path, row, null, order));
            }
        }

        foreach (StatRow row in StatTable.Rows.Where(row => row.Group != StatGroup.Anon || order > 1))
        {
            Add(new(directory + "stats/" + row.Name, null, row, order));
        }
    }

    private void Add(SysfsFile file) => _files.Add(file.Path, file);
}
