using System.Globalization;
using System.Text;
using MthpDsl.Reporting.Text;

namespace MthpDsl.Cli.Formatting;

/// <summary>Two texts as a unified diff that <c>patch</c> applies, with three lines around each change.</summary>
internal static class LineDiff
{
    private const int ContextLines = 3;
    private const string NoNewline = "\n\\ No newline at end of file";

    /// <summary>Larger middles are shown as replaced whole: a table of all pairs of lines would be too large.</summary>
    private const long PairsMax = 4_000_000;

    /// <summary>The diff, or an empty text where there is none.</summary>
    public static string Write(string path, string before, string after)
    {
        List<(char Sign, string Text)> lines = Compare(Lines(before), Lines(after));
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

    /// <summary>The lines; a last one that has no line end says so.</summary>
    private static string[] Lines(string text)
    {
        string[] lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + NoNewline];
    }

    private static int EndOfHunk(List<(char Sign, string Text)> lines, int change)
    {
        int last = change;
        for (int i = change; i < lines.Count && i <= last + (2 * ContextLines); i++)
        {
            last = lines[i].Sign == ' ' ? last : i;
        }

        return Math.Min(lines.Count, last + 1 + ContextLines);
    }

    private static void WriteHunk(StringBuilder text, List<(char Sign, string Text)> lines, int start, int end)
    {
        int before = lines.Take(start).Count(line => line.Sign != '+');
        int after = lines.Take(start).Count(line => line.Sign != '-');
        int lost = lines.Skip(start).Take(end - start).Count(line => line.Sign != '+');
        int gained = lines.Skip(start).Take(end - start).Count(line => line.Sign != '-');
        text.Append(CultureInfo.InvariantCulture, $"@@ -{before + 1},{lost} +{after + 1},{gained} @@\n");
        for (int i = start; i < end; i++)
        {
            text.Append(lines[i].Sign).Append(lines[i].Text).Append('\n');
        }
    }

    private static List<(char Sign, string Text)> Compare(string[] before, string[] after)
    {
        int head = LineAlignment.CommonHead(before, after);
        int tail = LineAlignment.CommonTail(before, after, head);
        return
        [
            .. before[..head].Select(line => (' ', line)),
            .. Middle(before[head..^tail], after[head..^tail]),
            .. before[(before.Length - tail)..].Select(line => (' ', line)),
        ];
    }

    private static IEnumerable<(char Sign, string Text)> Middle(string[] before, string[] after) =>
        (long)before.Length * after.Length > PairsMax
            ? [.. before.Select(line => ('-', line)), .. after.Select(line => ('+', line))]
            : LineAlignment.Align(before, after);
}
