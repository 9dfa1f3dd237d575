using System.Globalization;

namespace MthpDsl.Mutation;

/// <summary>How a mutant fared, in Stryker's words.</summary>
internal enum OutcomeStatus
{
    /// <summary>A check failed, or the process ended.</summary>
    Killed,

    /// <summary>A check took so much longer than without it that it was given up; counts as killed.</summary>
    Timeout,

    /// <summary>No check that was tried failed.</summary>
    Survived,

    /// <summary>No check reaches it.</summary>
    NoCoverage,

    /// <summary>Tried in a process that was found not to be sound any more; to be tried again.</summary>
    Unsure,
}

/// <summary>What came of one mutant.</summary>
/// <param name="Mutant">Its number.</param>
/// <param name="Status">How it fared.</param>
/// <param name="Check">The check that failed, or what else is to be said.</param>
/// <param name="Tried">How many checks were run.</param>
/// <param name="Reaching">How many checks reach it.</param>
internal sealed record Outcome(int Mutant, OutcomeStatus Status, string Check, int Tried, int Reaching);

/// <summary>The file that outcomes are added to as they come; the last line of a mutant holds.</summary>
internal sealed class Outcomes(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(2);

    /// <summary>What is known of each mutant.</summary>
    public Dictionary<int, Outcome> Read()
    {
        Dictionary<int, Outcome> outcomes = [];
        foreach (string[] parts in (File.Exists(path) ? File.ReadLines(path) : []).Select(line => line.Split('\t')))
        {
            if (parts.Length == 5)
            {
                Outcome outcome = new(Number(parts[0]), Enum.Parse<OutcomeStatus>(parts[1]), parts[4], Number(parts[2]), Number(parts[3]));
                outcomes[outcome.Mutant] = outcome;
            }
        }

        return outcomes;
    }

    /// <summary>Adds one; another process may add to the same file.</summary>
    public void Add(Outcome outcome)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{outcome.Mutant}\t{outcome.Status}\t{outcome.Tried}\t{outcome.Reaching}\t{outcome.Check}\n");
        // A stream that appends looks for the end and writes there: two that do so at one time write over each other.
        using FileStream turn = WaitForTurn();
        using FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(line));
    }

    private FileStream WaitForTurn()
    {
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (File.Exists(path + ".lock"))
            {
                Thread.Sleep(Patience);
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
