namespace MthpDsl.Testing;

/// <summary>A snapshot is new or not equal. The message is laid out as Verify's, so that its tools read it.</summary>
/// <example>
/// <code>
/// [Fact]
/// public Task A_new_snapshot_fails() =&gt; Assert.ThrowsAsync&lt;SnapshotException&gt;(() =&gt; Snapshot.Verify("new", parameters: "case=1"));
/// </code>
/// </example>
public sealed class SnapshotException : Exception
{
    /// <summary>A failure without a message.</summary>
    public SnapshotException()
    {
    }

    /// <summary>A failure that says what differs and how to accept it.</summary>
    public SnapshotException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public SnapshotException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
