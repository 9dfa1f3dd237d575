using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MthpDsl.Scripting;

/// <summary>What C# in scenarios and at the prompt can name without saying so: the same namespaces and assemblies everywhere.</summary>
internal static class CSharpReferences
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Collections.Immutable", "System.Console", "System.Linq",
        "System.Linq.Expressions", "System.Text.RegularExpressions", "System.Runtime.Numerics", "System.Memory", "netstandard",
        "MthpDsl.Simulation", "MthpDsl.Scenarios", "MthpDsl.Language", "MthpDsl.Scripting",
    };

    /// <summary>The namespaces.</summary>
    public static ImmutableArray<string> Imports { get; } =
    [
        "System", "System.Collections.Generic", "System.Linq", "MthpDsl.Simulation", "MthpDsl.Simulation.Collapse",
        "MthpDsl.Simulation.Layout", "MthpDsl.Simulation.Statistics", "MthpDsl.Simulation.Sysfs",
        "MthpDsl.Simulation.Tracing",
    ];

    /// <summary>The assemblies, as files. Read once: their tables are what a compilation costs most of.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Names.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];
}
