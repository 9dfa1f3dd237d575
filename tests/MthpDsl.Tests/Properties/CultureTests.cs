using System.Diagnostics;
using System.Globalization;
using MthpDsl.Cli.Fuzzing;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;
using MthpDsl.Tests.Cli;
using Xunit;

namespace MthpDsl.Tests.Properties;

/// <summary>The same file gives the same bytes, whatever the process around it speaks.</summary>
public sealed class CultureTests
{
    private static readonly Fuzzer Fuzzer = new(FuzzProperties.All, [.. KernelModel.All.Select(model => model.Name)]);

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public void A_culture_with_other_digits_signs_and_dates_changes_nothing(string format)
    {
        using TemporaryFolder folder = new();
        string[] files = Write(folder, first: 100, count: 40);
        string plain = ToolRun.Of("run", "--check", "--format", format, folder.Path).Output;

        CultureInfo before = CultureInfo.CurrentCulture;
        string hostile;
        try
        {
            CultureInfo.CurrentCulture = OddCulture.Create();
            hostile = ToolRun.Of("run", "--check", "--format", format, folder.Path).Output;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(plain, hostile);
        Assert.Contains(Path.GetFileName(files[^1]), plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_process_under_another_language_and_time_zone_prints_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        Write(folder, first: 200, count: 25);

        string once = await Fresh(folder.Path, "C", "UTC");
        string again = await Fresh(folder.Path, "tr_TR.UTF-8", "Pacific/Kiritimati");

        Assert.Equal(once, again);
        Assert.Equal(once, ToolRun.Of("run", "--check", "--format", "json", folder.Path).Output);
    }

    // The command does it for any number of them.
    [Fact]
    public async Task A_fresh_process_under_another_culture_prints_the_same_of_many_scenarios()
    {
        const int Seeds = 1000;
        FuzzDigests here = new(Fuzzer);

        string[] there = await FreshProcess.Digests(1, Seeds, kernel: null);

        Assert.Equal(Enumerable.Range(1, Seeds).Select(seed => here.LineOf((ulong)seed)), there);
    }

    [Fact]
    public void The_odd_culture_is_one_that_shows() =>
        Assert.Equal("~1 0,5", string.Create(OddCulture.Create(), $"{-1} {0.5}"));

    private static string[] Write(TemporaryFolder folder, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(seed => folder.Write($"case-{seed}.mthp", Fuzzer.Scenario((ulong)seed)))];

    private static async Task<string> Fresh(string folder, string language, string timeZone)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "mthp.dll"), "run", "--check", "--format", "json", folder])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LANG"] = language;
        start.Environment["LC_ALL"] = language;
        start.Environment["TZ"] = timeZone;
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await error);
        return output;
    }
}
