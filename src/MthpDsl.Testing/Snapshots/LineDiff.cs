using System.Text;
using MthpDsl.Reporting.Text;

namespace MthpDsl.Testing.Snapshots;

/// <summary>The lines that differ between two texts, with a few around them.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    /// <summary>Beyond so many differing lines on a side the middle is shown as one block instead of being aligned.</summary>
    private const int LargestAligned = 500;

    /// <summary>Lines marked <c>-</c> (old only), <c>+</c> (new only) or blank (both).</summary>
    public static string Of(string old, string @new)
    {
        string[] before = old.Split('\n');
        string[] after = @new.Split('\n');
        int head = LineAlignment.CommonHead(before, after);
        int tail = LineAlignment.CommonTail(before, after, head);
        StringBuilder text = new();
        Append(text, ' ', before.AsSpan(Math.Max(0, head - Context), Math.Min(Context, head)));
        Middle(text, before[head..^tail], after[head..^tail]);
        Append(text, ' ', before.AsSpan(before.Length - tail, Math.Min(Context, tail)));
        return text.ToString();
    }

    private static void Middle(StringBuilder text, string[] before, string[] after)
    {
        if (before.Length > LargestAligned || after.Length > LargestAligned)
        {
            Append(text, '-', before);
            Append(text, '+', after);
            return;
        }

        foreach ((char sign, string line) in LineAlignment.Align(before, after))
        {
            Append(text, sign, [line]);
        }
    }

    private static void Append(StringBuilder text, char mark, ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append(mark).Append(' ').Append(line).Append('\n');
        }
    }
}
