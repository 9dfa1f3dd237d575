using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;

namespace MthpDsl.Cli.Watching;

/// <summary>
/// Runs scenarios whenever one of their files changes, until the user ends it. Files are looked at, four times a second, rather than
/// waited for: that also works where a file is replaced by another, in containers and over the network.
/// </summary>
/// <param name="host">The process.</param>
/// <param name="find">What the command line names now: folders and patterns may hold new files.</param>
/// <param name="options">How they are read.</param>
internal sealed class WatchLoop(ToolHost host, Func<IReadOnlyList<ScenarioInput>> find, RunOptions options)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    private IReadOnlyList<string> _includes = [];

    /// <summary>Runs, waits, and runs again.</summary>
    /// <param name="run">Runs the scenarios once.</param>
    /// <returns>What the last run answered.</returns>
    public ExitCode Run(Func<IReadOnlyList<ScenarioInput>, ExitCode> run)
    {
        IReadOnlyList<ScenarioInput> inputs = find();
        if (inputs.Any(input => input.Text is not null || input.Name == ScenarioFiles.StandardInput))
        {
            throw new CommandLineException("--watch waits for files to change: it goes neither with - nor with -e.");
        }

        while (true)
        {
            _includes = IncludesOf(inputs);
            FileStamps seen = Stamps(inputs);
            ExitCode answer = RunOnce(run, inputs);
            host.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Tool.Name}: waiting for {seen.Count} {(seen.Count == 1 ? "file" : "files")} to change; Ctrl-C ends this."));
            if (WaitForChange(seen) is not { } changed)
            {
                return answer;
            }

            inputs = changed;
        }
    }

    private ExitCode RunOnce(Func<IReadOnlyList<ScenarioInput>, ExitCode> run, IReadOnlyList<ScenarioInput> inputs)
    {
        try
        {
            return run(inputs);
        }
        catch (FilesException nothing)
        {
            host.Error.WriteLine($"{Tool.Name}: {nothing.Message}");
            return ExitCode.Error;
        }
    }

    /// <summary>Waits until files have changed, and then until they no longer do: an editor may write in several steps.</summary>
    private IReadOnlyList<ScenarioInput>? WaitForChange(FileStamps seen)
    {
        FileStamps before = seen;
        while (host.Pause(_interval))
        {
            IReadOnlyList<ScenarioInput> inputs = FindAgain();
            FileStamps now = Stamps(inputs);
            if (inputs.Count > 0 && seen.DifferenceTo(now) is { } file && before.DifferenceTo(now) is null)
            {
                host.Error.WriteLine($"{Tool.Name}: {Printable.Of(file)} has changed.");
                return inputs;
            }

            before = now;
        }

        return null;
    }

    /// <summary>What is there now; nothing where a file is just being replaced.</summary>
    private IReadOnlyList<ScenarioInput> FindAgain()
    {
        try
        {
            return find();
        }
        catch (FilesException)
        {
            return [];
        }
    }

    private FileStamps Stamps(IEnumerable<ScenarioInput> inputs) => FileStamps.Of(inputs.Select(input => input.Name).Concat(_includes));

    private IReadOnlyList<string> IncludesOf(IEnumerable<ScenarioInput> inputs) =>
        [.. inputs.SelectMany(input => ScenarioFile.IncludesOf(input.Read(host), options)).Distinct()];
}
