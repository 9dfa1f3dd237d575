namespace MthpDsl.Testing.Snapshots;

/// <summary>The two files of a snapshot.</summary>
/// <param name="Verified">What a person accepted.</param>
/// <param name="Received">What the last failing run gave.</param>
internal sealed record SnapshotFile(string Verified, string Received)
{
    /// <summary>Characters that some file system refuses; Verify puts a dash in their place.</summary>
    private const string Refused = "<>:\"/\\|?*";

    /// <summary>The files of a test method's case.</summary>
    public static SnapshotFile For(string sourceFile, string method, string parameters, string extension)
    {
        string folder = Path.GetDirectoryName(sourceFile) ?? ".";
        string type = Path.GetFileNameWithoutExtension(sourceFile);
        string suffix = parameters.Length == 0 ? "" : "_" + Clean(parameters);
        string stem = Path.Combine(folder, $"{type}.{method}{suffix}");
        return new SnapshotFile($"{stem}.verified.{extension}", $"{stem}.received.{extension}");
    }

    private static string Clean(string name) =>
        string.Concat(name.Select(c => char.IsControl(c) || Refused.Contains(c, StringComparison.Ordinal) ? '-' : c));
}
