using MthpDsl.Scenarios;

namespace MthpDsl.Cli.Hosting;

/// <summary>C# in this build of the tool, which the native one does not have.</summary>
internal static partial class CSharpSupport
{
    /// <summary>What runs C# blocks where the user allows them; null where not.</summary>
    /// <exception cref="CommandLineException">This build has no C#.</exception>
    public static ICSharpHost? HostIf(bool isAllowed) => isAllowed
        ? CreateHost()
        : null;

#if !WITH_CSHARP
    private static ICSharpHost CreateHost() => throw new CommandLineException(
        "this is the native build, which cannot run C#: use the tool that 'dotnet tool install' gives.");
#endif
}
