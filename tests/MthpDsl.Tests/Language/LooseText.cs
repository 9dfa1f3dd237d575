using System.Text;

namespace MthpDsl.Tests.Language;

/// <summary>A scenario as a hurried person types it: blanks, blank lines and line ends vary, the words stay.</summary>
internal static class LooseText
{
    /// <summary>The text with other blanks; comments, strings and C# stay as they are.</summary>
    /// <param name="text">A scenario.</param>
    /// <param name="seed">The same seed makes the same text.</param>
    public static string Of(string text, int seed)
    {
        Random random = new(seed);
        string lineEnd = random.Next(4) == 0 ? "\r\n" : "\n";
        StringBuilder loose = new();
        foreach (string line in text.Split('\n')[..^1])
        {
            bool isStatement = line.Length > 0 && !line.Contains('"', StringComparison.Ordinal) && line.TrimStart()[0] != '#';
            loose.Append(isStatement ? Line(line, random) : line).Append(lineEnd);
        }

        return loose.ToString();
    }

    private static string Line(string line, Random random)
    {
        int comment = line.IndexOf('#', StringComparison.Ordinal);
        string words = comment < 0 ? line : line[..comment];
        StringBuilder loose = new(new string(' ', random.Next(5)));
        foreach (char c in words.Trim())
        {
            loose.Append(c == ' ' ? new string(random.Next(5) == 0 ? '\t' : ' ', 1 + random.Next(3)) : c.ToString());
        }

        loose.Append(new string(' ', random.Next(3)));
        return comment < 0 ? loose.ToString() : loose + line[comment..];
    }
}
