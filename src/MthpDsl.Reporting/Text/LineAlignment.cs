namespace MthpDsl.Reporting.Text;

/// <summary>Two texts line by line: what both begin and end with, and the longest common subsequence of what lies between.</summary>
internal static class LineAlignment
{
    /// <summary>How many lines both texts begin with.</summary>
    public static int CommonHead(ReadOnlySpan<string> before, ReadOnlySpan<string> after) => before.CommonPrefixLength(after);

    /// <summary>How many lines both texts end with, behind a head that is already taken.</summary>
    public static int CommonTail(ReadOnlySpan<string> before, ReadOnlySpan<string> after, int head)
    {
        int tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return tail;
    }

    /// <summary>
    /// The lines of both, <c>-</c> for one that only the first has, <c>+</c> for one that only the second has. It takes a table of all pairs
    /// of lines: the caller keeps the texts short.
    /// </summary>
    public static IEnumerable<(char Sign, string Text)> Align(string[] before, string[] after)
    {
        int[,] common = LongestCommon(before, after);
        int i = 0;
        int j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                yield return (' ', before[i++]);
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return ('-', before[i++]);
            }
            else
            {
                yield return ('+', after[j++]);
            }
        }
    }

    // Entry (i, j) is the length of the longest common subsequence of what follows i and j.
    private static int[,] LongestCommon(string[] before, string[] after)
    {
        int[,] common = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
