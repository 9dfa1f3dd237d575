using System.Runtime.CompilerServices;

namespace MthpDsl.Tests;

/// <summary>Where the sources of this repository are, for tests that read them.</summary>
internal static class Repository
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", ".."));

    /// <summary>A path below the repository's folder.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>What the tests were built as: Debug or Release.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains(System.IO.Path.DirectorySeparatorChar + "Release" + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) ? "Release" : "Debug";

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
