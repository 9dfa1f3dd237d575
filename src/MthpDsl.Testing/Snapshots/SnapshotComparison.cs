namespace MthpDsl.Testing;

/// <summary>Compares a text with the verified file of a test; fails the test where they differ.</summary>
/// <param name="received">The text.</param>
/// <param name="extension">The ending of the file, without a dot.</param>
/// <param name="parameters">The case as <c>name=value</c>, several joined by <c>_</c>; empty where the test has none.</param>
/// <param name="sourceFile">The source file of the test.</param>
/// <param name="method">The method of the test.</param>
/// <example><code>SnapshotComparison comparison = Snapshot.Comparison;</code></example>
public delegate Task SnapshotComparison(string received, string extension, string parameters, string sourceFile, string method);
