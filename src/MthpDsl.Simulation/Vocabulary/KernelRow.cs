namespace MthpDsl.Vocabulary;

/// <summary>A kernel model as scenarios name it.</summary>
/// <param name="Name">The word after <c>kernel</c>.</param>
/// <param name="Set">Its bit in <see cref="KernelSet"/>.</param>
/// <param name="Description">One line for help and completion.</param>
internal sealed record KernelRow(string Name, KernelSet Set, string Description);
