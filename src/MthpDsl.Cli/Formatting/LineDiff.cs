using System.Globalization;
using System.Text;

namespace MthpDsl.Cli.Formatting;

/// <summary>Two texts as a unified diff, with three lines around each change.</summary>
internal static class LineDiff
{
    private const int ContextLines = 3;

    /// <summary>Larger middles are shown as replaced whole: a table of all pairs of lines would be too large.</summary>
    private const long PairsMax = 4_000_000;

    /// <summary>The diff, or an empty text where there is none.</summary>
    public static string Write(string path, string before, string after)
    {
        List<Line> lines = Compare(before.Split('\n'), after.Split('\n'));
        StringBuilder text = new();
        int shown = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign == ' ')
            {
                continue;
            }

            int start = Math.Max(shown, i - ContextLines);
            int end = EndOfHunk(lines, i);
            if (text.Length == 0)
            {
                text.Append("--- ").Append(path).Append("\n+++ ").Append(path).Append('\n');
            }

            WriteHunk(text, lines, start, end);
            shown = end;
            i = end - 1;
        }

        return text.ToString();
    }

    private static int EndOfHunk(List<Line> lines, int change)
    {
        int last = change;
        for (int i = change; i < lines.Count && i <= last + (2 * ContextLines); i++)
        {
            last = lines[i].Sign == ' ' ? last : i;
        }

        return Math.Min(lines.Count, last + 1 + ContextLines);
    }

    private static void WriteHunk(StringBuilder text, List<Line> lines, int start, int end)
    {
        int before = lines.Take(start).Count(line => line.Sign != '+');
        int after = lines.Take(start).Count(line => line.Sign != '-');
        int lost = lines.Skip(start).Take(end - start).Count(line => line.Sign != '+');
        int gained = lines.Skip(start).Take(end - start).Count(line => line.Sign != '-');
        text.Append(CultureInfo.InvariantCulture, $"@@ -{before + 1},{lost} +{after + 1},{gained} @@\n");
        for (int i = start; i < end; i++)
        {
            text.Append(lines[i].Sign).Append(lines[i].Text.TrimEnd('\r')).Append('\n');
        }
    }

    private static List<Line> Compare(string[] before, string[] after)
    {
        int head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return
        [
            .. before[..head].Select(line => new Line(' ', line)),
            .. Middle(before[head..^tail], after[head..^tail]),
            .. before[(before.Length - tail)..].Select(line => new Line(' ', line)),
        ];
    }

    /// <summary>The longest common subsequence, from a table of all pairs.</summary>
    private static IEnumerable<Line> Middle(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > PairsMax)
        {
            return [.. before.Select(line => new Line('-', line)), .. after.Select(line => new Line('+', line))];
        }

        int[,] common = new int[before.Length + 1, after.Length + 1];
        for (int i = before.Length - 1; i >= 0; i--)
        {
            for (int j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return Walk(before, after, common);
    }

    private static IEnumerable<Line> Walk(string[] before, string[] after, int[,] common)
    {
        int i = 0;
        int j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                yield return new(' ', before[i++]);
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return new('-', before[i++]);
            }
            else
            {
                yield return new('+', after[j++]);
            }
        }
    }

    private readonly record struct Line(char Sign, string Text);
}
