using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MthpDsl.Cli.Hosting;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>This tool once more, in another language, time zone and culture.</summary>
internal static class FreshProcess
{
    /// <summary>What <c>mthp fuzz --digests</c> prints there.</summary>
    /// <param name="seed">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="kernel">The kernel model; null for all.</param>
    /// <exception cref="OutputException">It cannot be started, or does not end well.</exception>
    public static async Task<string[]> Digests(ulong seed, long count, string? kernel)
    {
        ProcessStartInfo start = new(Program, [.. ProgramArguments, .. Arguments(seed, count, kernel)]) { RedirectStandardOutput = true };
        start.Environment["LANG"] = "tr_TR.UTF-8";
        start.Environment["LC_ALL"] = "tr_TR.UTF-8";
        start.Environment["TZ"] = "Pacific/Kiritimati";
        try
        {
            using Process process = Process.Start(start)!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                : throw new OutputException(string.Create(CultureInfo.InvariantCulture, $"A fresh process ended with {process.ExitCode}."));
        }
        catch (Win32Exception failure)
        {
            throw new OutputException($"A fresh process cannot be started: {failure.Message}", failure);
        }
    }

    private static bool IsTool => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Tool.Name;

    private static string Program => IsTool ? Environment.ProcessPath! : "dotnet";

    private static string[] ProgramArguments => IsTool ? [] : [Path.Combine(AppContext.BaseDirectory, Tool.Name + ".dll")];

    private static string[] Arguments(ulong seed, long count, string? kernel) =>
    [
        "fuzz", "--digests", "--odd-culture",
        "--seed", seed.ToString(CultureInfo.InvariantCulture), "--count", count.ToString(CultureInfo.InvariantCulture),
        .. kernel is null ? Array.Empty<string>() : ["--kernel", kernel],
    ];
}
