#if !WITH_CSHARP
using System.CommandLine;
#endif
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
    private static CommandLineException Missing { get; } = new(
        "this is the native build, which cannot run C#: use the tool that 'dotnet tool install' gives.");

    /// <summary>A command that needs C#, and says so whatever follows it.</summary>
    public static Command MissingCommand(string name)
    {
        Command command = new(name, "Not in this build, which is native and cannot run C#.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(int (_) => throw Missing);
        return command;
    }

    private static ICSharpHost CreateHost() => throw Missing;
#endif
}
