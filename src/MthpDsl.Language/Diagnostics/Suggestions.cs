namespace MthpDsl.Language;

/// <summary>Finds the word that was meant.</summary>
/// <example><code>Console.WriteLine(Suggestions.Nearest("wirte", StatementTable.Keywords)); // write</code></example>
public static class Suggestions
{
    private const int LengthMax = 64;

    /// <summary>The candidate nearest to a word, or null where none is near: at most a third of its letters differ.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What could have been meant; the first of equally near ones wins.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LengthMax)
        {
            return null;
        }

        string? best = null;
        int bestDistance = Math.Max(1, (word.Length + 1) / 3) + 1;
        foreach (string candidate in candidates)
        {
            if (candidate.Length <= LengthMax && Math.Abs(candidate.Length - word.Length) < bestDistance)
            {
                int distance = Distance(word, candidate);
                if (distance < bestDistance)
                {
                    (best, bestDistance) = (candidate, distance);
                }
            }
        }

        return best == word ? null : best;
    }

    /// <summary>The sentence of a mend, or null.</summary>
    /// <param name="nearest">What <see cref="Nearest"/> found.</param>
    public static string? DidYouMean(string? nearest) => nearest is null ? null : $"did you mean '{nearest}'?";

    /// <summary>Edits between two words: a letter more, less or other, or two neighbours swapped. Case does not count.</summary>
    private static int Distance(string from, string to)
    {
        int[][] rows = [new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]];
        for (int j = 0; j <= to.Length; j++)
        {
            rows[0][j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            int[] row = rows[i % 3];
            int[] above = rows[(i + 2) % 3];
            int[] twoAbove = rows[(i + 1) % 3];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int change = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], twoAbove[j - 2] + 1);
                }
            }
        }

        return rows[from.Length % 3][to.Length];
    }
}
