using System.Text;
using System.Text.RegularExpressions;

namespace MthpDsl.Tests.Language;

/// <summary>Reads the grammar, and makes sentences of it: what the grammar allows, the parser must read.</summary>
internal sealed class Ebnf
{
    private readonly Dictionary<string, string> _sources = [];
    private readonly Dictionary<string, Node> _rules = [];

    /// <summary>The words of the syntax rules, keywords and errnos; those of the lexical rules left out.</summary>
    public IEnumerable<string> Words => _rules
        .Where(rule => !EbnfWords.IsLexical(rule.Key))
        .SelectMany(rule => WordsOf(rule.Value))
        .Where(word => char.IsAsciiLetter(word[0]))
        .Distinct();

    public static Ebnf Parse(string text)
    {
        Ebnf grammar = new();
        string plain = Regex.Replace(text, @"\(\*.*?\*\)", "", RegexOptions.Singleline);
        foreach (Match match in Regex.Matches(plain, @"^([a-z-]+) ::= (.*?)(?=^[a-z-]+ ::= |\z)", RegexOptions.Singleline | RegexOptions.Multiline))
        {
            string source = Regex.Replace(match.Groups[2].Value.Trim(), @"\s+", " ");
            grammar._sources.Add(match.Groups[1].Value, source);
            if (!EbnfWords.IsLexical(match.Groups[1].Value))
            {
                grammar._rules.Add(match.Groups[1].Value, new Reader(source).ReadAll());
            }
        }

        return grammar;
    }

    public string SourceOf(string rule) => _sources[rule];

    /// <summary>A sentence of a rule, drawn with a seed.</summary>
    public string Sentence(string rule, int seed)
    {
        EbnfWords words = new(seed);
        Write(new Rule(rule), words, depth: 0);
        return words.ToString();
    }

    private void Write(Node node, EbnfWords words, int depth)
    {
        switch (node)
        {
            case Literal literal:
                words.Sign(literal.Text);
                break;
            case Rule rule when EbnfWords.IsLexical(rule.Name):
                words.Lexeme(rule.Name);
                break;
            case Rule rule:
                Write(_rules[rule.Name], words, depth + 1);
                break;
            case Sequence sequence:
                foreach (Node item in sequence.Items)
                {
                    Write(item, words, depth);
                }

                break;
            case Choice choice:
                Write(words.Pick(choice.Items, depth, Cost), words, depth);
                break;
            case Repeat repeat:
                for (int i = words.Times(repeat.Min, repeat.Max, depth); i > 0; i--)
                {
                    Write(repeat.Item, words, depth);
                }

                break;
        }
    }

    /// <summary>Whether a node leads back into statements, layouts or expressions: deep down the cheap ones are taken.</summary>
    private bool Cost(Node node) => node switch
    {
        Rule { Name: "statement" or "expression" or "layout" or "expectation" } => true,
        Rule rule => _rules.TryGetValue(rule.Name, out Node? inner) && inner is not Rule && rule.Name is "in" or "at" or "for" or "repeat" or "expect-failure",
        Sequence sequence => sequence.Items.Any(Cost),
        _ => false,
    };

    private static IEnumerable<string> WordsOf(Node node) => node switch
    {
        Literal literal => [literal.Text],
        Sequence sequence => sequence.Items.SelectMany(WordsOf),
        Choice choice => choice.Items.SelectMany(WordsOf),
        Repeat repeat => WordsOf(repeat.Item),
        _ => [],
    };

    internal abstract record Node;

    internal sealed record Literal(string Text) : Node;

    internal sealed record Rule(string Name) : Node;

    internal sealed record Sequence(List<Node> Items) : Node;

    internal sealed record Choice(List<Node> Items) : Node;

    internal sealed record Repeat(Node Item, int Min, int Max) : Node;

    /// <summary>Reads the right side of a rule.</summary>
    private sealed class Reader(string text)
    {
        private int _position;

        public Node ReadAll()
        {
            Node node = ReadChoice();
            return _position == text.Length ? node : throw new FormatException($"Unexpected '{text[_position..]}'.");
        }

        private Node ReadChoice()
        {
            List<Node> items = [ReadSequence()];
            while (TryTake('|'))
            {
                items.Add(ReadSequence());
            }

            return items.Count == 1 ? items[0] : new Choice(items);
        }

        private Node ReadSequence()
        {
            List<Node> items = [];
            while (Skip() && text[_position] is not ('|' or ')'))
            {
                items.Add(ReadPostfix());
            }

            return items.Count == 1 ? items[0] : new Sequence(items);
        }

        private Node ReadPostfix()
        {
            Node node = ReadPrimary();
            if (_position < text.Length && text[_position] is '?' or '*' or '+')
            {
                char sign = text[_position++];
                return new Repeat(node, sign == '+' ? 1 : 0, sign == '?' ? 1 : 3);
            }

            return node;
        }

        private Node ReadPrimary()
        {
            if (TryTake('('))
            {
                Node inner = ReadChoice();
                return TryTake(')') ? inner : throw new FormatException("A parenthesis is not closed.");
            }

            if (text[_position] == '\'')
            {
                int end = text.IndexOf('\'', _position + 1);
                string literal = text[(_position + 1)..end];
                _position = end + 1;
                return new Literal(literal);
            }

            Match name = Regex.Match(text[_position..], "^[a-z][a-z-]*");
            _position += name.Length;
            return name.Success ? new Rule(name.Value) : throw new FormatException($"Unexpected '{text[_position..]}'.");
        }

        private bool Skip()
        {
            while (_position < text.Length && text[_position] == ' ')
            {
                _position++;
            }

            return _position < text.Length;
        }

        private bool TryTake(char sign)
        {
            bool found = Skip() && text[_position] == sign;
            _position += found ? 1 : 0;
            return found;
        }
    }
}
