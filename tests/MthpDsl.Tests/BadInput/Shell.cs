using System.Diagnostics;

namespace MthpDsl.Tests.BadInput;

/// <summary>The tool in a process of its own, as a shell starts it.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Why there is none; null where there is.</summary>
    public static string? WhatIsMissing { get; } = File.Exists("/bin/bash") && IsFull() ? null : "this needs bash and a device /dev/full";

    /// <summary>The words that start the tool.</summary>
    public static string Tool { get; } =
        $"'{(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")}' '{Path.Combine(AppContext.BaseDirectory, "mthp.dll")}'";

    private static bool IsFull()
    {
        if (!File.Exists("/dev/full"))
        {
            return false;
        }

        using FileStream device = new("/dev/full", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return device.ReadByte() == 0;
    }

    /// <summary>Runs a line of bash, in which <c>mthp</c> is the tool.</summary>
    /// <returns>Its exit code, with that of the first command that failed in a pipe, and both streams.</returns>
    public static async Task<(int ExitCode, string Output, string Error)> Run(string folder, string line)
    {
        using Process process = Start(folder, line);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        using CancellationTokenSource tooLong = new(Patience);
        try
        {
            await process.WaitForExitAsync(tooLong.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"it hangs: {line}");
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a line of bash.</summary>
    public static Process Start(string folder, string line)
    {
        string prologue = $"mthp() {{ {Tool} \"$@\"; }}\nset -o pipefail\n";
        return Process.Start(new ProcessStartInfo("/bin/bash", ["-c", prologue + line])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
    }
}
