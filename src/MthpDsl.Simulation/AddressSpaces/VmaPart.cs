namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>The part of a VMA that lies in a range.</summary>
/// <param name="Vma">The VMA.</param>
/// <param name="First">The part's first page.</param>
/// <param name="End">The page behind its last.</param>
internal sealed record VmaPart(Vma Vma, long First, long End);
