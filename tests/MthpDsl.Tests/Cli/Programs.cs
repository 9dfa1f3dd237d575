using System.Diagnostics;
using Xunit;

namespace MthpDsl.Tests.Cli;

/// <summary>Programs of the machine that tests drive, where they are installed.</summary>
internal static class Programs
{
    /// <summary>Whether a program is in the path.</summary>
    public static bool Has(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs a program and gives what it printed on both streams.</summary>
    /// <param name="folder">Where it runs, and where it finds other programs first.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="command">The program and its arguments.</param>
    public static string Run(string folder, string input, params string[] command)
    {
        ProcessStartInfo start = new(command[0])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PATH"] = folder + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["HOME"] = folder;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.Result;
    }

    /// <summary>Writes <c>mthp</c> into a folder: a program that is the tool as it was built.</summary>
    public static void WriteTool(TemporaryFolder folder)
    {
        string tool = Repository.Path("src", "MthpDsl.Cli", "bin", Repository.Configuration, "net10.0", "mthp.dll");
        string dotnet = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        string script = folder.Write("mthp", $"#!/bin/sh\nexec '{dotnet}' '{tool}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

/// <summary>Tests that need a program; without it they are skipped and say so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(string program)
    {
        if (!Programs.Has(program))
        {
            Skip = $"There is no {program} on this machine.";
        }
    }
}

/// <summary>A test that needs a program; without it the test is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        if (!Programs.Has(program))
        {
            Skip = $"There is no {program} on this machine.";
        }
    }
}
