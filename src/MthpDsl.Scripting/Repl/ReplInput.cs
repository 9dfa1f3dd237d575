using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MthpDsl.Language;
using ExpressionSyntax = Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax;

namespace MthpDsl.Scripting.Repl;

/// <summary>What an input is: statements of the language where it parses as such, else C#.</summary>
internal static class ReplInput
{
    /// <summary>An input that begins so is a command, unless C# knows the directive.</summary>
    public static bool IsCommand(string text) =>
        text.Length > 1 && text[0] == '#' && char.IsLetter(text[1]) && FirstWord(text[1..]) is not ("r" or "if" or "define" or "nullable" or "pragma");

    /// <summary>Whether nothing is missing from an input: no block, no parenthesis is open.</summary>
    public static bool IsComplete(string text)
    {
        if (text.Trim().Length == 0 || IsCommand(text.Trim()) || EndsWithBlankLine(text))
        {
            return true;
        }

        ParsedScenario parsed = ScenarioParser.Parse(SourceText.From(text));
        return !parsed.HasErrors
            || (IsStatement(text) ? text.TrimEnd()[^1] != ',' && !parsed.EndsInBlock : ReplScript.IsComplete(text));
    }

    /// <summary>Whether the mistakes of an input that is neither are better told as the language's.</summary>
    /// <param name="text">The input.</param>
    /// <param name="isBrokenCSharp">Its mistakes as C# are those of syntax.</param>
    public static bool LooksLikeStatement(string text, bool isBrokenCSharp)
    {
        string word = FirstWord(text);
        return IsStatement(text) && (isBrokenCSharp || StatementTable.Keywords.Contains(word));
    }

    /// <summary>C# as a statement of a scenario; null where it can have done nothing.</summary>
    /// <param name="text">The input.</param>
    /// <param name="hasValue">It is an expression that is not void.</param>
    public static string? AsStatement(string text, bool hasValue)
    {
        CompilationUnitSyntax root = ReplScript.Parse(text);
        ExpressionSyntax? expression = ValueOf(root);
        if (expression is not null && !CanDoSomething(expression))
        {
            return null;
        }

        string code = expression is null ? text.Trim() : hasValue ? $"_ = {text.Trim()};" : text.Trim() + ";";
        return code.Contains('\n', StringComparison.Ordinal)
            ? "do {\n" + string.Join("\n", code.Split('\n').Select(line => ("    " + line).TrimEnd())) + "\n}"
            : "do { " + code + " }";
    }

    /// <summary>The expression whose value the input asks for: the last one, without a semicolon.</summary>
    public static ExpressionSyntax? ValueOf(CompilationUnitSyntax root) =>
        root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
        && root.Members.Count == 1
            ? last.Expression
            : null;

    /// <summary>The first word of a text.</summary>
    public static string FirstWord(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart();
        int end = 0;
        while (end < rest.Length && (char.IsLetterOrDigit(rest[end]) || rest[end] is '-' or '_'))
        {
            end++;
        }

        return rest[..end].ToString();
    }

    /// <summary>Begins with a keyword, or nearly so, and goes on as no C# does.</summary>
    private static bool IsStatement(string text)
    {
        string word = FirstWord(text);
        string rest = text.TrimStart()[word.Length..].TrimStart(' ', '\t');
        bool isCSharp = rest.Length > 0 && (rest[0] is '(' or '=' or '.' or ';' || (rest[0] is '{' && word != "machine"));
        return !isCSharp && (StatementTable.Keywords.Contains(word) || (IsNearKeyword(word) && rest.Length > 0 && char.IsLetterOrDigit(rest[0])));
    }

    private static bool CanDoSomething(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().Any(node =>
        node is InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax
        || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression);

    private static bool IsNearKeyword(string word) => Suggestions.Nearest(word, StatementTable.Keywords) is not null
        && SyntaxFacts.GetKeywordKind(word) == SyntaxKind.None
        && SyntaxFacts.GetContextualKeywordKind(word) == SyntaxKind.None;

    private static bool EndsWithBlankLine(string text) => text.Contains('\n', StringComparison.Ordinal) && text.Split('\n')[^1].Trim().Length == 0;
}
