using Sprache;

namespace MthpDsl.Language;

/// <summary>Reads the lines of <c>machine { … }</c>.</summary>
internal static class MachineSettingReader
{
    /// <summary>The right side of <c>setting</c> in the grammar.</summary>
    public const string Grammar =
        "'memory' size | 'page-size' size | 'arch' ('x86_64' | 'arm64') | 'swap' size 'on' ('zram' | 'disk' | 'file') | 'seed' count";

    private static readonly Dictionary<string, Parser<MachineSettingSyntax>> Rules = new()
    {
        ["memory"] = from size in ExpressionRules.Size select (MachineSettingSyntax)new MemorySetting(size),
        ["page-size"] = from size in ExpressionRules.Size select (MachineSettingSyntax)new PageSizeSetting(size),
        ["arch"] = from name in Lexemes.AnyWord("x86_64", "arm64") select (MachineSettingSyntax)new ArchSetting(name),
        ["swap"] =
            from size in ExpressionRules.Size
            from word in Lexemes.Word("on")
            from backing in Lexemes.AnyWord("zram", "disk", "file")
            select (MachineSettingSyntax)new SwapSetting(
                size, backing switch { "zram" => SwapBacking.Zram, "disk" => SwapBacking.Disk, _ => SwapBacking.File }),
        ["seed"] = from number in ExpressionRules.Count select (MachineSettingSyntax)new SeedSetting(number),
    };

    /// <summary>Reads one setting to the line's end; null where it is broken, which is then reported.</summary>
    public static MachineSettingSyntax? ReadLine(ParseContext context, ref int position)
    {
        context.ForgetFailures();
        int start = position;
        MachineSettingSyntax? setting = Read(context, ref position);
        if (setting is not null && LineScanner.IsLineEnd(context.Text, position))
        {
            setting.Span = TextSpan.FromBounds(start, LineScanner.TrimBack(context.Text, position, start));
            return setting;
        }

        if (setting is not null)
        {
            context.Expected(position, "the end of the line");
        }

        context.Report(context.DescribeFailure());
        position = LineScanner.SkipStatement(context.Text, start, out _);
        return null;
    }

    private static MachineSettingSyntax? Read(ParseContext context, ref int position)
    {
        int start = position;
        NameSyntax? keyword = Lexemes.NameCalled(context, ref position, "a setting such as memory");
        if (keyword is null)
        {
            return null;
        }

        if (!Rules.TryGetValue(keyword.Text, out Parser<MachineSettingSyntax>? rule))
        {
            string? nearest = Suggestions.Nearest(keyword.Text, ["memory", "page-size", "arch", "swap", "seed"]);
            context.Fail(
                new(SyntaxDiagnostics.UnknownSetting, context.Source, keyword.Span, keyword.Text)
                {
                    Mend = Suggestions.DidYouMean(nearest),
                    Fix = nearest is null ? null : new(keyword.Span, nearest),
                },
                start);
            return null;
        }

        IResult<MachineSettingSyntax> result = rule(new ParseInput(context, position));
        if (!result.WasSuccessful)
        {
            return null;
        }

        position = ((ParseInput)result.Remainder).Position;
        return result.Value;
    }
}
