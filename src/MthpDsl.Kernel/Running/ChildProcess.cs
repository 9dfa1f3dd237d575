using System.ComponentModel;
using System.Diagnostics;

namespace MthpDsl.Kernel.Running;

/// <summary>What a program answered.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ChildResult(int ExitCode, string Output, string Error);

/// <summary>Runs a program to its end. Arguments go to it as they are: no shell reads them.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="timeout">After that long it is killed.</param>
    /// <exception cref="KernelException">It cannot be started, or takes too long.</exception>
    public static ChildResult Run(string file, IEnumerable<string> arguments, TimeSpan timeout)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(timeout))
            {
                process.Kill();
                process.WaitForExit();
                throw new KernelException($"{Path.GetFileName(file)} took longer than {timeout.TotalSeconds:0} seconds and was killed");
            }

            process.WaitForExit();
            return new ChildResult(process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception failure)
        {
            throw new KernelException($"{file} cannot be started: {failure.Message}", failure);
        }
    }
}
