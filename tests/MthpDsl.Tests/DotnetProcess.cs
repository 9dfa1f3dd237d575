using System.Diagnostics;

namespace MthpDsl.Tests;

/// <summary>Runs <c>dotnet</c> in a folder, as a person would.</summary>
internal static class DotnetProcess
{
    private static string Dotnet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>Runs a command and waits for it.</summary>
    /// <returns>Its exit code, and what it printed on both streams.</returns>
    public static Task<(int ExitCode, string Output)> Run(string folder, params string[] arguments) =>
        RunProgram(Dotnet, folder, arguments);

    /// <summary>Runs a command with other packages than those of this machine, and waits for it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="packages">The folder that NuGet restores to.</param>
    /// <param name="arguments">The command.</param>
    /// <returns>Its exit code, and what it printed on both streams.</returns>
    public static Task<(int ExitCode, string Output)> RunApart(string folder, string packages, params string[] arguments) =>
        RunProgram(Dotnet, folder, arguments, packages);

    /// <summary>Runs a program in a folder and waits for it.</summary>
    /// <returns>Its exit code, and what it printed on both streams.</returns>
    public static async Task<(int ExitCode, string Output)> RunProgram(string program, string folder, string[] arguments, string? packages = null)
    {
        ProcessStartInfo start = new(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What the test runner told its own process is not meant for the one below it.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
