namespace MthpDsl.Simulation.Collapse;

/// <summary>How a kernel ends.</summary>
/// <example><code>Console.WriteLine(machine.Khugepaged.Finding?.Kind == FindingKind.Bug); // False</code></example>
public enum FindingKind
{
    /// <summary>It locks up: <c>HANG</c> in scenarios.</summary>
    Hang,

    /// <summary>It crashes: <c>BUG</c> in scenarios.</summary>
    Bug,
}

/// <summary>A bug of the modelled kernel that a scenario reached. Nothing can run on that machine afterwards.</summary>
/// <param name="Kind">Locks up, or crashes.</param>
/// <param name="Name">The bug's name in COLLAPSE A.8: <c>B13</c>.</param>
/// <param name="Sentence">What the kernel does wrong there.</param>
/// <param name="Process">Whose memory was collapsed.</param>
/// <param name="Address">Where, in bytes.</param>
/// <param name="Result">The result that the kernel was about to return.</param>
/// <example>
/// <code>
/// if (machine.Khugepaged.Finding is { } finding)
/// {
///     Console.WriteLine($"{finding.Word} {finding.Name}: {finding.Sentence}");
/// }
/// </code>
/// </example>
public sealed record KernelFinding(FindingKind Kind, string Name, string Sentence, string Process, long Address, ScanResult Result)
{
    /// <summary>The word that scenarios expect: <c>HANG</c> or <c>BUG</c>.</summary>
    public string Word => Kind == FindingKind.Hang ? "HANG" : "BUG";
}

/// <summary>A write that the kernel as posted loses: it went to the old page after that was copied (COLLAPSE B6).</summary>
/// <param name="Process">Who wrote.</param>
/// <param name="Address">Where, in bytes; the page's start.</param>
/// <example>
/// <code>
/// foreach (LostWrite lost in machine.Khugepaged.LostWrites)
/// {
///     Console.WriteLine($"{lost.Process} lost what it wrote to {lost.Address:x}");
/// }
/// </code>
/// </example>
public sealed record LostWrite(string Process, long Address);
