namespace MthpDsl.Simulation.Auditing;

/// <summary>A page that a process does not read as it must.</summary>
/// <param name="Process">Whose.</param>
/// <param name="Place">Which: <c>heap[page 3]</c>, or an address outside of all named mappings.</param>
/// <param name="Reads">What is there: <c>write 17</c>, counted from the machine's first, or <c>zero bytes</c>.</param>
/// <param name="MustRead">What must be there.</param>
/// <example>
/// <code>
/// machine.WatchContent();
/// heap.Write();
/// machine.Khugepaged.Scan();
/// foreach (ContentDifference difference in machine.CheckContent())
/// {
///     Console.WriteLine($"{difference.Process} reads {difference.Reads}, not {difference.MustRead}");
/// }
/// </code>
/// </example>
public sealed record ContentDifference(string Process, string Place, string Reads, string MustRead)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Process} reads {Reads} from {Place}, where it must read {MustRead}";
}
