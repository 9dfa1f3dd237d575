namespace MthpDsl.Tests.Recorded;

/// <summary>
/// Recordings that the simulator does not reproduce yet, by folder: <c>pending/KERNEL.txt</c>, a name a line. The lists only
/// shrink; when they are empty they go, and this with them.
/// </summary>
internal static class Pending
{
    public static IReadOnlySet<string> Of(string kernel)
    {
        string path = Repository.Path("tests", "MthpDsl.Tests", "Recorded", "pending", kernel + ".txt");
        return File.Exists(path) ? File.ReadLines(path).ToHashSet(StringComparer.Ordinal) : new HashSet<string>();
    }
}
