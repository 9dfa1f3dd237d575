using System.Collections.Immutable;
using System.Text;
using MthpDsl.Cli.Files;
using MthpDsl.Reporting.Sweeps;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Cli.Sweeping;

/// <summary>The files that a sweep leaves behind.</summary>
/// <param name="Files">Tables.</param>
/// <param name="Plots">Pictures.</param>
/// <param name="X">The axis that pictures draw to the right.</param>
/// <param name="Y">The metric they draw; empty where there is no picture.</param>
/// <param name="Title">What stands above them.</param>
internal sealed record SweepTargets(ImmutableArray<string> Files, ImmutableArray<string> Plots, int X, string Y, string Title)
{
    private static readonly string[] TableEndings = [".csv", ".jsonl", ".parquet"];
    private static readonly string[] PictureEndings = [".png", ".svg"];

    /// <summary>Nothing is to be written.</summary>
    public bool IsEmpty => Files.IsEmpty && Plots.IsEmpty;

    /// <summary>What a killed sweep goes on from; null where nothing is written.</summary>
    public string? JournalPath => Files.Concat(Plots).FirstOrDefault() is { } first ? first + ".partial" : null;

    /// <summary>Checks what was asked for before anything runs.</summary>
    /// <exception cref="CommandLineException">An ending, an axis or a metric that there is not.</exception>
    public static SweepTargets Of(SweepPlan plan, string[] files, string[] plots, string? x, string? y)
    {
        Require(files, "--out", TableEndings);
        Require(plots, "--plot", PictureEndings);
        if (plots.Length == 0)
        {
            return y is null ? new([.. files], [], 0, "", "") : throw new CommandLineException("--y needs --plot.");
        }

        if (y is null || !SweepMetrics.IsName(y))
        {
            string wrong = y is null ? "--plot needs --y METRIC." : $"'{Printable.Of(y)}' is not measured.";
            throw new CommandLineException(wrong + " There are faults, vmstat NAME, sysfs PATH and coverage MAPPING SIZE.");
        }

        return new([.. files], [.. plots], AxisOf(plan, x), y, TitleOf(plan));
    }

    /// <summary>The axis of a name; without a name the first knob with several values, else the first given, else kernels.</summary>
    public static int AxisOf(SweepPlan plan, string? name)
    {
        int[] several = [.. Enumerable.Range(0, plan.Axes.Length).Where(i => plan.Axes[i].Values.Length > 1)];
        if (name is not null)
        {
            int place = Enumerable.Range(0, plan.Axes.Length).FirstOrDefault(i => plan.Axes[i].Name == name, -1);
            return place >= 0 ? place : throw CommandLineException.Unknown("axis", name, plan.Axes.Select(axis => axis.Name));
        }

        return several.Length > 0
            ? several.FirstOrDefault(i => i >= plan.FirstKnob, several.FirstOrDefault(i => i > 0, several[0]))
            : throw new CommandLineException("nothing varies: name a knob or a given with --set NAME=V,V.");
    }

    // The scenario, and what is the same for all cases.
    private static string TitleOf(SweepPlan plan) => string.Join(", ", plan.Axes
        .Where(axis => axis.Values.Length == 1)
        .Select(axis => axis.Name + " " + axis.Values[0])
        .Prepend(Printable.Of(Path.GetFileName(plan.Path))));

    /// <summary>Writes every file, each whole or not at all.</summary>
    public void Write(SweepTable table)
    {
        foreach (string file in Files)
        {
            WrittenFile.Write(file, stream => WriteTable(file, table, stream));
        }

        foreach (string file in Plots)
        {
            WrittenFile.Write(file, stream => SweepFiles.WritePlot(table, X, Y, Title, EndingOf(file) == ".svg", stream));
        }
    }

    private static void WriteTable(string file, SweepTable table, Stream stream)
    {
        if (EndingOf(file) == ".parquet")
        {
            SweepFiles.WriteParquet(table, stream);
            return;
        }

        using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        if (EndingOf(file) == ".csv")
        {
            SweepCsv.Write(table, writer);
        }
        else
        {
            SweepJsonLines.Write(table, writer);
        }
    }

    private static void Require(string[] files, string option, string[] endings)
    {
        foreach (string file in files)
        {
            if (!endings.Contains(EndingOf(file)))
            {
                throw new CommandLineException($"{option} writes {string.Join(", ", endings)}, not '{Printable.Of(file)}'.");
            }

            if (EndingOf(file) is ".parquet" or ".png" or ".svg" && !SweepFiles.IsThere)
            {
                throw new CommandLineException("this is the native build, which writes no Parquet and no plots: use the tool that 'dotnet tool install' gives.");
            }

            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            {
                throw new CommandLineException($"there is no folder '{Printable.Of(folder)}' to write to.");
            }
        }
    }

    private static string EndingOf(string file) => Path.GetExtension(file).ToLowerInvariant();
}
