using System.Globalization;
using System.Text.RegularExpressions;
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
    public IEnumerable<SysfsFile> Matching(string pattern)
    {
        Regex regex = new(
            "^" + Regex.Escape(pattern).Replace("\\*", "[^/]*") + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return _files.Values.Where(file => regex.IsMatch(file.Path));
    }

    /// <summary>The number of a value, where its text is one.</summary>
    public static long? NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

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
