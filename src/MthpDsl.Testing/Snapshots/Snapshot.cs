using System.Runtime.CompilerServices;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using MthpDsl.Testing.Snapshots;

namespace MthpDsl.Testing;

/// <summary>
/// Verifies what a test made against a file beside it, by the conventions of Verify: <c>Class.Method_name=value.verified.txt</c>;
/// a mismatch leaves <c>.received.</c>, which the next pass deletes; where <c>CI</c> is set nothing is written.
/// The class is named as its file.
/// </summary>
/// <example>
/// <code>
/// [Fact]
/// public Task One_scan_makes_64K_folios()
/// {
///     var machine = new Machine(KernelModel.Rfc2024);
///     Mapping heap = machine.Main.Map("heap", 2.MiB());
///     heap.Write();
///     machine.Sysfs["hugepages-2048kB/enabled"] = "never";
///     machine.Sysfs["hugepages-64kB/enabled"] = "always";
///     machine.Khugepaged.Scan();
///     return Snapshot.Verify(heap);
/// }
/// </code>
/// </example>
public static class Snapshot
{
    /// <summary>
    /// What compares. The built-in, unless the project says <c>Snapshots=Verify</c> and references Verify.Xunit: then the same tests and
    /// the same files go through Verify.
    /// </summary>
    public static SnapshotComparison Comparison { get; set; } = BuiltInComparison.Verify;

    /// <summary>Verifies a text.</summary>
    /// <param name="received">The text; its line ends count as <c>\n</c>.</param>
    /// <param name="extension">The ending of the file, without a dot.</param>
    /// <param name="parameters">The case as <c>name=value</c>, several joined by <c>_</c>; empty where the test has none.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    /// <exception cref="SnapshotException">There is no verified file, or it holds something else.</exception>
    public static Task Verify(
        string received,
        string extension = "txt",
        string parameters = "",
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "") => Comparison(received, extension, parameters, sourceFile, method);

    /// <summary>Verifies what backs a mapping now: its picture, and its layout in the language's grammar.</summary>
    /// <inheritdoc cref="Verify(string, string, string, string, string)"/>
    public static Task Verify(
        Mapping mapping, string parameters = "", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Verify(ReceivedText.Of(mapping.Name, mapping.Layout), "txt", parameters, sourceFile, method);

    /// <summary>Verifies a layout: its picture, and the layout in the language's grammar.</summary>
    /// <inheritdoc cref="Verify(string, string, string, string, string)"/>
    public static Task Verify(
        FolioLayout layout, string parameters = "", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Verify(ReceivedText.Of("layout", layout), "txt", parameters, sourceFile, method);

    /// <summary>Verifies the result of a scenario as the tool prints it.</summary>
    /// <inheritdoc cref="Verify(string, string, string, string, string)"/>
    public static Task Verify(
        CaseResult result, string parameters = "", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        Verify(ReceivedText.Of(result), "txt", parameters, sourceFile, method);
}
