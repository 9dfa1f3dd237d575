using MthpDsl.Simulation;

namespace MthpDsl.Scripting;

/// <summary>What one block of C# may use.</summary>
/// <param name="Time">How long it may run.</param>
/// <param name="Memory">How much more managed memory may be alive than before it ran.</param>
/// <example><code>var host = new CSharpHost(new CSharpLimits(Time: TimeSpan.FromSeconds(1), Memory: 64.MiB()));</code></example>
public sealed record CSharpLimits(TimeSpan Time, ByteSize Memory)
{
    /// <summary>Ten seconds and half a GiB.</summary>
    public static CSharpLimits Default { get; } = new(TimeSpan.FromSeconds(10), 512.MiB());
}
