using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MthpDsl.Language;

namespace MthpDsl.Scripting.Blocks;

/// <summary>A block as a syntax tree of its own, so that no block's mistakes reach into another.</summary>
internal sealed class BlockCode
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest, DocumentationMode.None);

    private readonly TextSpan _code;
    private readonly int _start;

    private BlockCode(StatementSyntax statement, CSharpSyntax code, bool isExpression, int index, IReadOnlyList<BlockName> names)
    {
        Statement = statement;
        IsExpression = isExpression;
        ClassName = "Block" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _code = code.CodeSpan;
        string text = statement.Source.ToString(code.CodeSpan);
        string head = Head(text, names);
        _start = head.Length;
        Tree = CSharpSyntaxTree.ParseText(head + text + (isExpression ? "\n);}}" : "\n}}}"), Options);
    }

    /// <summary>The statement it belongs to.</summary>
    public StatementSyntax Statement { get; }

    /// <summary>The class its method stands in.</summary>
    public string ClassName { get; }

    /// <summary>It is an expectation.</summary>
    public bool IsExpression { get; }

    /// <summary>The generated code, the user's in the midst of it character by character.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>The blocks of a scenario.</summary>
    public static IReadOnlyList<BlockCode> Of(BoundScenario scenario)
    {
        IReadOnlyList<BlockName> names = BlockNames.Of(scenario);
        List<BlockCode> blocks = [];
        foreach (StatementSyntax statement in StatementWalk.All(scenario))
        {
            CSharpSyntax? code = (statement as DoStatement)?.Code ?? (statement as ExpectCSharp)?.Code;
            if (code is not null)
            {
                blocks.Add(new BlockCode(statement, code, statement is ExpectCSharp, blocks.Count, names));
            }
        }

        return blocks;
    }

    /// <summary>Where in the scenario a stretch of the generated code stands; its nearest place where it is not the user's.</summary>
    public TextSpan PlaceOf(Microsoft.CodeAnalysis.Text.TextSpan span)
    {
        int start = Math.Clamp(span.Start - _start, 0, Math.Max(0, _code.Length - 1));
        int end = Math.Clamp(span.End - _start, start, _code.Length);
        return new(_code.Start + start, end - start);
    }

    /// <summary>Whether a stretch of the generated code is the user's.</summary>
    public bool IsUsers(Microsoft.CodeAnalysis.Text.TextSpan span) => span.Start >= _start;

    private string Head(string text, IReadOnlyList<BlockName> names)
    {
        HashSet<string> words = [.. SyntaxFactory.ParseTokens(text).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];
        StringBuilder head = new();
        head.Append("static class ").Append(ClassName).Append("{public static ").Append(IsExpression ? "bool" : "void");
        head.Append(" Run(global::MthpDsl.Scripting.Blocks.BlockScope __scope){");
        Declare(head, words, "machine", BlockName.Machine, "__scope.Machine");
        Declare(head, words, "process", BlockName.Process, "__scope.Process");
        foreach (BlockName name in names)
        {
            Declare(head, words, name.Identifier, name.Type, $"__scope.{name.Getter}(\"{name.Name}\")");
        }

        return head.Append(IsExpression ? "return (" : "{").ToString();
    }

    /// <summary>Only what the block uses: asking for a mapping that is not there yet would fail.</summary>
    private static void Declare(StringBuilder head, HashSet<string> words, string identifier, string type, string value)
    {
        if (words.Remove(identifier))
        {
            head.Append(type).Append(" @").Append(identifier).Append('=').Append(value).Append(';');
        }
    }
}
