using System.Globalization;
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

    /// <summary>Writes the code around a block.</summary>
    /// <param name="statement">The statement it belongs to.</param>
    /// <param name="index">Its number, for the name of its class.</param>
    /// <param name="names">The names it may use; the first of equal ones counts.</param>
    /// <param name="keeps">The variables whose values later blocks want.</param>
    public BlockCode(StatementSyntax statement, int index, IEnumerable<BlockName> names, IEnumerable<string> keeps)
    {
        Statement = statement;
        ClassName = "Block" + index.ToString(CultureInfo.InvariantCulture);
        _code = CodeOf(statement)!.CodeSpan;
        string text = statement.Source.ToString(_code);
        string head = Head(Words(text), names);
        _start = head.Length;
        string tail = string.Concat(keeps.Select(name => $"__scope.Keep(\"{name}\",@{name});"));
        Tree = CSharpSyntaxTree.ParseText(head + text + (IsExpression ? "\n);}}" : "\n" + tail + "}}}"), Options);
    }

    /// <summary>The statement it belongs to.</summary>
    public StatementSyntax Statement { get; }

    /// <summary>The class its method stands in.</summary>
    public string ClassName { get; }

    /// <summary>It is an expectation.</summary>
    public bool IsExpression => Statement is ExpectCSharp;

    /// <summary>The generated code, the user's in the midst of it character by character.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>The block of a statement; null where it has none.</summary>
    public static CSharpSyntax? CodeOf(StatementSyntax statement) => (statement as DoStatement)?.Code ?? (statement as ExpectCSharp)?.Code;

    /// <summary>The names a text may mean.</summary>
    public static HashSet<string> Words(string text) =>
        [.. SyntaxFactory.ParseTokens(text).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];

    /// <summary>Where in the scenario a stretch of the generated code stands; its nearest place where it is not the user's.</summary>
    public TextSpan PlaceOf(Microsoft.CodeAnalysis.Text.TextSpan span)
    {
        int start = Math.Clamp(span.Start - _start, 0, Math.Max(0, _code.Length - 1));
        int end = Math.Clamp(span.End - _start, start, _code.Length);
        return new(_code.Start + start, end - start);
    }

    /// <summary>Whether a stretch of the generated code is the user's.</summary>
    public bool IsUsers(Microsoft.CodeAnalysis.Text.TextSpan span) => span.Start >= _start && span.Start < _start + _code.Length;

    private string Head(HashSet<string> words, IEnumerable<BlockName> names)
    {
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
