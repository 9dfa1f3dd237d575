using System.Text;

namespace MthpDsl.Testing.Snapshots;

/// <summary>The text of a failed snapshot: Verify's paragraphs, then a diff and the command that accepts it.</summary>
internal static class SnapshotMessage
{
    /// <summary>The message.</summary>
    /// <param name="file">The two files.</param>
    /// <param name="received">The new text.</param>
    /// <param name="verified">The accepted text; null where there is none yet.</param>
    /// <param name="readOnly">Whether nothing was written.</param>
    public static string Of(SnapshotFile file, string received, string? verified, bool readOnly)
    {
        string kind = verified is null ? "New" : "NotEqual";
        string receivedName = Path.GetFileName(file.Received);
        string verifiedName = Path.GetFileName(file.Verified);
        StringBuilder text = new();
        text.Append("Directory: ").Append(Path.GetDirectoryName(file.Verified)).Append('\n');
        text.Append(kind).Append(":\n  - Received: ").Append(receivedName);
        text.Append("\n    Verified: ").Append(verifiedName).Append("\n\n");
        text.Append("FileContent:\n\n").Append(kind).Append(":\n\nReceived: ").Append(receivedName).Append('\n');
        text.Append(received).Append('\n');
        if (verified is not null)
        {
            text.Append("Verified: ").Append(verifiedName).Append('\n').Append(verified).Append('\n');
            text.Append("\nDiff (- verified, + received):\n").Append(LineDiff.Of(verified, received));
        }

        text.Append('\n').Append(Accept(file, readOnly)).Append('\n');
        return text.ToString();
    }

    private static string Accept(SnapshotFile file, bool readOnly)
    {
        string command = $"mv '{file.Received}' '{file.Verified}'";
        return readOnly
            ? "CI is set, so nothing was written. Run the test without it, then accept with: " + command
            : "Accept with: " + command;
    }
}
