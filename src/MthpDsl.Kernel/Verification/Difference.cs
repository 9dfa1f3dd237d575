namespace MthpDsl.Kernel.Verification;

/// <summary>Where two results part.</summary>
/// <param name="Where">Which snapshot, process and mapping, which counter, or which line.</param>
/// <param name="Left">What the simulator says; between two runs, what the first one saw.</param>
/// <param name="Right">What the kernel did; between two runs, what the other one saw.</param>
public sealed record Difference(string Where, string Left, string Right);
