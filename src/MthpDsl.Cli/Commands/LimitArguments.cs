using System.CommandLine;
using System.Globalization;
using MthpDsl.Scenarios;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary>The options that raise and lower what a case may take.</summary>
internal sealed class LimitArguments
{
    private readonly Option<long> _statements = new("--max-statements")
    {
        HelpName = "N", Description = "Statements that one case may run, each time through a loop counted.", DefaultValueFactory = _ => RunLimits.Default.Statements,
    };

    private readonly Option<int> _passes = new("--max-passes")
    {
        HelpName = "N", Description = "Passes of khugepaged that one statement may ask for.", DefaultValueFactory = _ => (int)RunLimits.Default.Passes,
    };

    private readonly Option<string> _mapped = Mapped("Memory that one case may have mapped at one time.");

    private readonly Option<int> _processes = new("--max-processes")
    {
        HelpName = "N", Description = "Processes that one case may make.", DefaultValueFactory = _ => RunLimits.Default.Processes,
    };

    private readonly Option<string> _memory = new("--max-memory")
    {
        HelpName = "SIZE", Description = "Memory that simulating one case may take.", DefaultValueFactory = _ => RunLimits.Default.Memory.ToString(),
    };

    private readonly Option<int> _time = new("--max-time")
    {
        HelpName = "SECONDS", Description = "Seconds that one case may take.", DefaultValueFactory = _ => (int)RunLimits.Default.Time.TotalSeconds,
    };

    /// <summary>The option that limits what is mapped, alone.</summary>
    public static Option<string> Mapped(string description) => new("--max-mapped")
    {
        HelpName = "SIZE", Description = description, DefaultValueFactory = _ => RunLimits.Default.Mapped.ToString(),
    };

    public void AddTo(Command command)
    {
        command.Add(_statements);
        command.Add(_passes);
        command.Add(_mapped);
        command.Add(_processes);
        command.Add(_memory);
        command.Add(_time);
    }

    public RunLimits Of(ParseResult parsed) => new()
    {
        Statements = Positive(parsed, _statements),
        Passes = Positive(parsed, _passes),
        Mapped = SizeOf(parsed, _mapped),
        Processes = (int)Positive(parsed, _processes),
        Memory = SizeOf(parsed, _memory),
        Time = TimeSpan.FromSeconds(Positive(parsed, _time)),
    };

    private static long Positive<T>(ParseResult parsed, Option<T> option)
        where T : struct, IConvertible
    {
        long value = parsed.GetValue(option).ToInt64(null);
        return value > 0 ? value : throw new CommandLineException($"{option.Name} must be more than 0.");
    }

    /// <summary>The value of an option that is a size.</summary>
    public static ByteSize SizeOf(ParseResult parsed, Option<string> option)
    {
        string text = parsed.GetValue(option) ?? "";
        int unit = text.Length == 0 ? -1 : "BKMGT".IndexOf(text[^1], StringComparison.Ordinal);
        return unit > 0
            && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            && count > 0
            && count <= long.MaxValue >> (10 * unit)
            ? new ByteSize(count << (10 * unit))
            : throw new CommandLineException($"{option.Name} wants a size such as 512M, 4G or 16T.");
    }
}
