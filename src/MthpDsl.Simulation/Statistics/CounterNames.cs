using System.Text;
using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Statistics;

/// <summary>The kernel's names of the counters: the enum's, in snake case (<c>ThpSplitPmd</c> is <c>thp_split_pmd</c>).</summary>
/// <example><code>Console.WriteLine(VmStat.ThpSplitPmd.Name()); // thp_split_pmd</code></example>
public static class CounterNames
{
    private static readonly string[] VmStatNames = Names(Enum.GetNames(typeof(VmStat)));
    private static readonly string[] SizeStatNames = Names(Enum.GetNames(typeof(SizeStat)));
    private static readonly StatRow[] SizeStatRows = Array.ConvertAll(SizeStatNames, name => StatTable.Find(name)!);

    /// <summary>How many counters <c>/proc/vmstat</c> has here.</summary>
    internal static int VmStatCount => VmStatNames.Length;

    /// <summary>How many counters a size has, over all kernels.</summary>
    internal static int SizeStatCount => SizeStatNames.Length;

    /// <summary>The name in <c>/proc/vmstat</c>.</summary>
    public static string Name(this VmStat stat) => VmStatNames[(int)stat];

    /// <summary>The file's name in <c>hugepages-*/stats/</c>.</summary>
    public static string Name(this SizeStat stat) => SizeStatNames[(int)stat];

    /// <summary>What the vocabulary says about the counter.</summary>
    internal static StatRow Row(this SizeStat stat) => SizeStatRows[(int)stat];

    /// <summary>The counter of a <c>/proc/vmstat</c> name.</summary>
    /// <param name="name">As the kernel writes it.</param>
    /// <param name="stat">The counter.</param>
    /// <returns>False for a name that is not modelled.</returns>
    public static bool TryParse(string name, out VmStat stat)
    {
        int index = Array.IndexOf(VmStatNames, name);
        stat = (VmStat)index;
        return index >= 0;
    }

    /// <summary>The counter of a file in <c>hugepages-*/stats/</c>.</summary>
    /// <param name="name">As the kernel writes it.</param>
    /// <param name="stat">The counter.</param>
    /// <returns>False for a name no kernel has.</returns>
    public static bool TryParse(string name, out SizeStat stat)
    {
        int index = Array.IndexOf(SizeStatNames, name);
        stat = (SizeStat)index;
        return index >= 0;
    }

    // Plain arrays: a handful of names needs no index, and a small run must not wait for one to be built.
    private static string[] Names(string[] identifiers) => Array.ConvertAll(identifiers, SnakeCase);

    private static string SnakeCase(string name)
    {
        StringBuilder text = new();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
