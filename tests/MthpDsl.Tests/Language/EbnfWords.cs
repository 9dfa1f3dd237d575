using System.Text;

namespace MthpDsl.Tests.Language;

/// <summary>Writes the words of a sentence with blanks, comments and line ends where the grammar allows them.</summary>
internal sealed class EbnfWords(int seed)
{
    private const int DepthMax = 12;

    private static readonly string[] Names = ["heap", "child", "size", "n", "a-b", "_x", "Heap2"];
    private static readonly string[] Numbers = ["0", "1", "64K", "2M", "512", "0x40_00", "1_000", "128KiB", "64kB", "1G", "3T"];
    private static readonly string[] Strings = ["\"before\"", "\"a b\"", "\"say \\\"x\\\" \\\\ # no comment\"", "\"\""];
    private static readonly string[] Paths = ["enabled", "khugepaged/max_ptes_none", "hugepages-*/enabled", "hugepages-{size}/stats/split", "hugepages-{ 2 * n }kB/x"];
    private static readonly string[] Values = ["always", "defer+madvise", "511", "n", "2 * n", "\" odd\"", "???"];
    private static readonly string[] Code = ["1 == 1", " heap.Layout.Folios.Count == 32 ", " if (x) { y(\"}\"); } /* } */ ", "\n  var c = '}'; // }\n"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    public static bool IsLexical(string rule) =>
        rule is "name" or "kernel-name" or "number" or "time" or "string" or "path" or "sysfs-value" or "csharp" or "eol";

    public Ebnf.Node Pick(List<Ebnf.Node> items, int depth, Func<Ebnf.Node, bool> isCostly)
    {
        List<Ebnf.Node> cheap = depth > DepthMax ? items.FindAll(item => !isCostly(item)) : items;
        return (cheap.Count > 0 ? cheap : items)[_random.Next(cheap.Count > 0 ? cheap.Count : items.Count)];
    }

    /// <summary>At the top there are many, further down ever fewer.</summary>
    public int Times(int min, int max, int depth) =>
        depth == 0 ? _random.Next(min, max * 3) : depth > DepthMax || _random.Next(3) > 0 ? min : _random.Next(min, max + 1);

    public void Sign(string sign)
    {
        Blank();
        _text.Append(sign);

        if (sign == "," && _random.Next(4) == 0)
        {
            _text.Append(_random.Next(2) == 0 ? "\n" : "  # inside\n\n    # a list\n");
        }
    }

    public void Lexeme(string rule)
    {
        if (rule == "eol")
        {
            _text.Append(_random.Next(8) switch { 0 => "  # why\n", 1 => "\n\n", 2 => "\n# a comment\n", 3 => "\r\n", 4 => " \t\n", _ => "\n" });
            return;
        }

        Blank();
        _text.Append(From(rule switch
        {
            "name" => Names,
            "kernel-name" => ["rfc-2024", "6.12", "mainline"],
            "number" => Numbers,
            "time" => ["500ms", "30s", "5m"],
            "string" => Strings,
            "path" => Paths,
            "sysfs-value" => Values,
            _ => Code,
        }));
    }

    public override string ToString() => _text.ToString();

    private string From(string[] words) => words[_random.Next(words.Length)];

    private void Blank()
    {
        if (_text.Length > 0 && _text[^1] != '\n')
        {
            _text.Append(_random.Next(6) switch { 0 => "  ", 1 => " \t ", _ => " " });
        }
        else if (_random.Next(4) == 0)
        {
            _text.Append("  ");
        }
    }
}
