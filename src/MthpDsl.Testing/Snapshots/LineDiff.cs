using System.Text;

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
        int head = CommonHead(before, after);
        int tail = CommonTail(before, after, head);
        StringBuilder text = new();
        Append(text, ' ', before.AsSpan(Math.Max(0, head - Context), Math.Min(Context, head)));
        Middle(text, before.AsSpan(head..^tail), after.AsSpan(head..^tail));
        Append(text, ' ', before.AsSpan(before.Length - tail, Math.Min(Context, tail)));
        return text.ToString();
    }

    private static void Middle(StringBuilder text, ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        if (before.Length > LargestAligned || after.Length > LargestAligned)
        {
            Append(text, '-', before);
            Append(text, '+', after);
            return;
        }

        int[,] common = LongestCommon(before, after);
        int i = 0;
        int j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                Append(text, ' ', before.Slice(i, 1));
                i++;
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                Append(text, '-', before.Slice(i++, 1));
            }
            else
            {
                Append(text, '+', after.Slice(j++, 1));
            }
        }
    }

    /// <summary>Entry (i, j) is the length of the longest common subsequence of what follows i and j.</summary>
    private static int[,] LongestCommon(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        int[,] common = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static int CommonHead(string[] before, string[] after)
    {
        int head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        return head;
    }

    private static int CommonTail(string[] before, string[] after, int head)
    {
        int tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return tail;
    }

    private static void Append(StringBuilder text, char mark, ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append(mark).Append(' ').Append(line).Append('\n');
        }
    }
}
