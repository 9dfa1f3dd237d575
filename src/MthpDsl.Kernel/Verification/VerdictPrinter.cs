using System.Globalization;

namespace MthpDsl.Kernel.Verification;

/// <summary>Prints verdicts for people: a line for each case, what parts side by side, and a count at the end.</summary>
/// <param name="writer">Where to.</param>
public sealed class VerdictPrinter(TextWriter writer)
{
    private const int DifferencesShownMax = 5;
    private readonly int[] _counts = new int[Enum.GetValues<VerifyStatus>().Length];

    /// <summary>The gravest verdict so far.</summary>
    public VerifyStatus Worst { get; private set; }

    /// <summary>How many cases were equal.</summary>
    public int Equal => _counts[(int)VerifyStatus.Equal];

    /// <summary>Prints one verdict.</summary>
    public void Write(CaseVerdict verdict)
    {
        _counts[(int)verdict.Status]++;
        Worst = verdict.Status > Worst ? verdict.Status : Worst;
        writer.WriteLine($"{Word(verdict.Status),-10}{Printable(verdict.File)}: {Printable(verdict.Title)}");
        if (verdict.Reason is { } reason)
        {
            writer.WriteLine("    " + Printable(reason).Replace("\n", "\n    ", StringComparison.Ordinal));
        }

        bool betweenRuns = verdict.Status == VerifyStatus.Unstable;
        foreach (Difference difference in verdict.Differences.Take(DifferencesShownMax))
        {
            writer.WriteLine("    " + Printable(difference.Where));
            writer.WriteLine((betweenRuns ? "      one run    " : "      simulated  ") + Printable(difference.Left));
            writer.WriteLine((betweenRuns ? "      another    " : "      kernel     ") + Printable(difference.Right));
        }

        if (verdict.Differences.Length > DifferencesShownMax)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    and {verdict.Differences.Length - DifferencesShownMax} more"));
        }

        if (!verdict.NoisyCounters.IsEmpty)
        {
            writer.WriteLine("    not compared, since other processes moved them: " + string.Join(", ", verdict.NoisyCounters));
        }
    }

    /// <summary>Prints how many cases came out how.</summary>
    public void Complete() => writer.WriteLine(string.Join(", ", Enum.GetValues<VerifyStatus>()
        .Where(status => status == VerifyStatus.Equal || _counts[(int)status] > 0)
        .Select(status => string.Create(CultureInfo.InvariantCulture, $"{_counts[(int)status]} {Word(status)}"))));

    private static string Word(VerifyStatus status) => status switch
    {
        VerifyStatus.Equal => "equal",
        VerifyStatus.Skipped => "skipped",
        VerifyStatus.NotExported => "no export",
        VerifyStatus.Unstable => "unstable",
        VerifyStatus.Different => "different",
        _ => "failed",
    };

    // A scenario's or a document's text must not steer the reader's terminal.
    private static string Printable(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) && letter != '\n' ? '?' : letter));
}
