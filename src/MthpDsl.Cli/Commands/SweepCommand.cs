using System.CommandLine;
using System.Globalization;
using MthpDsl.Cli.Completion;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Cli.Sweeping;
using MthpDsl.Language;
using MthpDsl.Reporting.Sweeps;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp sweep FILE [--set NAME=VALUES]… [--kernels a,b] [--out FILE]… [--plot FILE]… [--find CONDITION]</c></summary>
internal static class SweepCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string> file = new("FILE") { Description = "The scenario, or - for standard input." };
        Option<string[]> set = new("--set") { HelpName = "NAME=VALUES", Description = "A given or a knob and its values: khugepaged/max_ptes_none=0..511:64, size=64K..2M*2, enabled=always,madvise." };
        set.Completing(() => KernelWords.Writes);
        Option<string> kernels = SharedArguments.KernelOption("--kernels", "NAME,NAME", "The kernel models; the scenario's own unless said.");
        Option<string[]> output = new("--out") { HelpName = "FILE", Description = "Where results go: .csv, .jsonl or .parquet. Without one and without --plot, CSV to standard output. FILE.partial is what a killed sweep goes on from." };
        Option<string[]> plot = new("--plot") { HelpName = "FILE", Description = "A picture of --y over --x: .png or .svg." };
        Option<string> y = new("--y") { HelpName = "METRIC", Description = "faults, vmstat NAME, sysfs PATH, or coverage MAPPING SIZE." };
        Option<string> x = new("--x") { HelpName = "NAME", Description = "The given or knob that is drawn to the right, or searched; the first that has several values unless said." };
        Option<string> find = new("--find") { HelpName = "CONDITION", Description = "Searches the smallest value of --x for which it holds: \"coverage heap 64K >= 90%\"." };
        Option<bool> largest = new("--largest") { Description = "With --find: the largest value." };
        Option<int?> jobs = new("--jobs") { HelpName = "N", Description = "How many cases run at once; as many as there are cores unless said." };
        Command command = new("sweep", "Runs a scenario over a grid of givens, kernels and knobs.") { file, set, kernels, output, plot, y, x, find, largest, jobs };
        LimitArguments limits = new();
        limits.AddTo(command);
        command.SetAction(parsed => (int)Guard(() =>
        {
            SweepPlan plan = PlanOf(parsed.GetValue(file)!, parsed.GetValue(set) ?? [], parsed.GetValue(kernels), limits.Of(parsed), host);
            string? condition = parsed.GetValue(find);
            SweepTargets targets = SweepTargets.Of(plan, parsed.GetValue(output) ?? [], parsed.GetValue(plot) ?? [], parsed.GetValue(x), parsed.GetValue(y));
            if (condition is null && !parsed.GetValue(largest))
            {
                return Run(plan, targets, JobsOf(parsed.GetValue(jobs)), host);
            }

            if (condition is null || !targets.IsEmpty)
            {
                throw new CommandLineException(condition is null ? "--largest needs --find." : "--find prints what it finds: leave out --out and --plot.");
            }

            return Find(new SweepSearch(plan, SweepTargets.AxisOf(plan, parsed.GetValue(x)), SweepCondition.Parse(condition), parsed.GetValue(largest)), host);
        }));
        return command;
    }

    private static ExitCode Guard(Func<ExitCode> run)
    {
        try
        {
            return run();
        }
        catch (SweepException wrong)
        {
            throw new CommandLineException(Printable.Of(wrong.Message), wrong);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or (IOException and not OutputException))
        {
            throw new OutputException(failure.Message, failure);
        }
    }

    private static SweepPlan PlanOf(string file, string[] set, string? kernels, RunLimits limits, ToolHost host)
    {
        string path = ScenarioFiles.Find([file]) is [var only]
            ? only
            : throw new CommandLineException("a sweep is of one scenario.");
        ScenarioText text = ScenarioReader.Read(path, host);
        if (text.Source is not { } source)
        {
            throw new FilesException($"'{Printable.Of(path)}' is no scenario: {ScenarioFile.Check(text, path, new RunOptions())[0].Message}");
        }

        string[] names = kernels?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (kernels is not null && names.Length == 0)
        {
            throw new CommandLineException("--kernels names no kernel.");
        }

        return SweepPlan.Create(source, [.. names.Select(name => SharedArguments.KernelOf(name)!).Distinct()], [.. set.Select(SweepSetting.Parse)], limits);
    }

    private static int JobsOf(int? jobs) => jobs switch
    {
        null => Environment.ProcessorCount,
        >= 1 and <= 1024 => jobs.Value,
        _ => throw new CommandLineException("--jobs is a number from 1 to 1024."),
    };

    private static ExitCode Run(SweepPlan plan, SweepTargets targets, int jobs, ToolHost host)
    {
        using SweepJournal journal = targets.JournalPath is { } path ? SweepJournal.Open(path, plan) : SweepJournal.InMemory(plan);
        using (ProgressLine progress = new(host, plan.Count, "cases"))
        {
            long done = journal.Resumed;
            SweepRunner.Run(
                plan,
                journal.Done(),
                row =>
                {
                    journal.Add(row);
                    progress.Report(++done);
                },
                jobs);
        }

        SweepTable table = new(plan.Axes, journal.Rows);
        if (targets.IsEmpty)
        {
            using StreamWriter writer = host.OpenOutputText();
            SweepCsv.Write(table, writer);
        }

        targets.Write(table);
        journal.Dispose();
        if (targets.JournalPath is { } finished)
        {
            File.Delete(finished);
        }

        return Summary(table, journal.Resumed, host);
    }

    private static ExitCode Summary(SweepTable table, int resumed, ToolHost host)
    {
        int passed = table.Rows.Count(row => row.Status == ResultStatus.Passed);
        int failed = table.Rows.Count(row => row.Status == ResultStatus.Failed);
        int errors = table.Rows.Count - passed - failed;
        string before = resumed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {resumed} of them done before");
        host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count} cases: {passed} passed, {failed} failed, {errors} stopped with an error{before}"));
        return errors == table.Rows.Count ? ExitCode.Error : ExitCode.Passed;
    }

    private static ExitCode Find(SweepSearch search, ToolHost host)
    {
        using StreamWriter writer = host.OpenOutputText();
        string name = search.Plan.Axes[search.Axis].Name;
        bool all = true;
        foreach (SweepFinding finding in search.Run())
        {
            string others = string.Join(", ", search.Plan.Axes.Select((axis, i) => i == search.Axis ? null : axis.Name + "=" + finding.Settings[i]).Where(part => part is not null));
            string found = finding.Found is { } row
                ? $"{name} = {row.Settings[search.Axis]}: {search.Condition.Metric} = {SweepMetrics.Text(row.Metric(search.Condition.Metric) ?? 0)}"
                : $"no value of {name}";
            writer.WriteLine($"{found} ({others})");
            writer.Flush();
            all &= finding.Found is not null;
        }

        return all ? ExitCode.Passed : ExitCode.Failed;
    }
}
