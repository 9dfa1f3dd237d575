using System.Diagnostics;

namespace MthpDsl.Tests;

/// <summary>Runs <c>dotnet</c> in a folder, as a person would.</summary>
internal static class DotnetProcess
{
    /// <summary>Runs a command and waits for it.</summary>
    /// <returns>Its exit code, and what it printed on both streams.</returns>
    public static Task<(int ExitCode, string Output)> Run(string folder, params string[] arguments) =>
        RunProgram(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", folder, arguments);

    /// <summary>Runs a program in a folder and waits for it.</summary>
    /// <returns>Its exit code, and what it printed on both streams.</returns>
    public static async Task<(int ExitCode, string Output)> RunProgram(string program, string folder, params string[] arguments)
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
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
