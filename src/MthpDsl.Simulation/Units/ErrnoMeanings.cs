using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation;

/// <summary>What the errnos say in words.</summary>
/// <example><code>Console.WriteLine(Errno.EINVAL.Meaning()); // invalid argument</code></example>
public static class ErrnoMeanings
{
    /// <summary>A few words without a full stop: <c>invalid argument</c>.</summary>
    public static string Meaning(this Errno errno) =>
        Array.Find(Words.Errnos, row => row.Name == errno.ToString())?.Meaning ?? "success";
}
