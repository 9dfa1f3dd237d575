using System.Globalization;

namespace MthpDsl.Mutation;

/// <summary>How a worker ends.</summary>
internal static class WorkerExit
{
    /// <summary>What stands for a mutant until the first one is tried.</summary>
    public const int BeforeFirst = -1;

    /// <summary>All its mutants were tried.</summary>
    public const int Done = 0;

    /// <summary>Something that must pass without a mutant does not.</summary>
    public const int Unsound = 3;

    /// <summary>It ended by itself behind a mutant that took all memory.</summary>
    public const int Ended = 4;
}

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    /// <summary>Processes at a time.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Milliseconds for the checks of one mutant.</summary>
    public double Budget { get; init; } = 20_000;

    /// <summary>Only mutants of files below this folder of the simulation.</summary>
    public string Under { get; init; } = "";

    /// <summary>Tries one mutant of so many.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The place of the first of these, from 0.</summary>
    public int First { get; init; }

    /// <summary>Outcomes that are not taken for done.</summary>
    public IReadOnlyCollection<OutcomeStatus> Again { get; init; } = [];

    /// <summary>Reads pairs of a name and a value.</summary>
    /// <exception cref="ArgumentException">A name that there is not.</exception>
    public static Options Parse(IEnumerable<string> arguments) => arguments.Chunk(2).Aggregate(new Options(), (options, pair) => pair switch
    {
        ["--workers", string count] => options with { Workers = int.Parse(count, CultureInfo.InvariantCulture) },
        ["--seconds", string seconds] => options with { Budget = 1000 * double.Parse(seconds, CultureInfo.InvariantCulture) },
        ["--under", string folder] => options with { Under = folder },
        ["--every", string count] => options with { Every = int.Parse(count, CultureInfo.InvariantCulture) },
        ["--first", string place] => options with { First = int.Parse(place, CultureInfo.InvariantCulture) },
        ["--again", string statuses] => options with { Again = [.. statuses.Split(',').Select(Enum.Parse<OutcomeStatus>)] },
        _ => throw new ArgumentException($"'{string.Join(' ', pair)}' is no option; --workers N, --seconds N, --under FOLDER, --every N, --first N and --again STATUS,… are."),
    });
}
