using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MthpDsl.Scripting.Blocks;

/// <summary>
/// Adds to a block what its messages and its bounds need: a check of the stack where functions begin, since an overflow would end the
/// whole process, and the value of a comparison's left side.
/// Loops ask in every turn whether they must end.
/// </summary>
internal sealed class BlockGuards : CSharpSyntaxRewriter
{
    private const string HasStack = "global::MthpDsl.Scripting.Blocks.BlockScope.MayGoOn()";

    private const string Tick = "global::MthpDsl.Scripting.Blocks.BlockScope.Tick();";

    private const string CheckStack = "global::MthpDsl.Scripting.Blocks.BlockScope.MayGoOn();";

    /// <summary>The tree with guards.</summary>
    public static SyntaxTree AddTo(BlockCode block)
    {
        SyntaxNode root = new BlockGuards().Visit(block.Tree.GetRoot());
        return CSharpSyntaxTree.Create((CompilationUnitSyntax)(block.IsExpression ? KeepLeft(root) : root), (CSharpParseOptions)block.Tree.Options);
    }

    /// <summary>An input of the prompt with guards; null where it needs none.</summary>
    public static SyntaxNode? AddTo(CompilationUnitSyntax input)
    {
        SyntaxNode guarded = new BlockGuards().Visit(input);
        return ReferenceEquals(guarded, input) ? null : guarded;
    }

    /// <summary>The expression of an expectation, or null.</summary>
    public static ExpressionSyntax? WholeOf(SyntaxNode root) =>
        root.DescendantNodes().OfType<ReturnStatementSyntax>().FirstOrDefault()?.Expression is ParenthesizedExpressionSyntax parentheses
            ? parentheses.Expression
            : null;

    /// <summary>The left side of the comparison that an expectation consists of, or null.</summary>
    public static ExpressionSyntax? LeftOf(SyntaxNode root)
    {
        ExpressionSyntax? left = WholeOf(root) switch
        {
            BinaryExpressionSyntax binary when IsComparison(binary.Kind()) => binary.Left,
            IsPatternExpressionSyntax pattern => pattern.Expression,
            _ => null,
        };
        return left is LiteralExpressionSyntax or null ? null : left;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        if (visited.Body is { } body)
        {
            return visited.WithBody(Guarded(body));
        }

        return visited.ExpressionBody is { } arrow && !visited.Modifiers.Any(SyntaxKind.AsyncKeyword)
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Guarded(SyntaxFactory.Block(Statement(arrow.Expression, IsVoid(visited.ReturnType)))))
            : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (visited.Body is { } body)
        {
            return visited.WithBody(Guarded(body));
        }

        return visited.ExpressionBody is { } arrow && !visited.Modifiers.Any(SyntaxKind.AsyncKeyword)
            ? visited.WithExpressionBody(null).WithSemicolonToken(default)
                .WithBody(Guarded(SyntaxFactory.Block(Statement(arrow.Expression, IsVoid(visited.ReturnType)))))
            : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        var visited = (ParenthesizedLambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!;
        return visited.Block is { } body ? visited.WithBlock(Guarded(body)) : visited.WithExpressionBody(Guarded(visited.ExpressionBody!));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        var visited = (SimpleLambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!;
        return visited.Block is { } body ? visited.WithBlock(Guarded(body)) : visited.WithExpressionBody(Guarded(visited.ExpressionBody!));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return visited.WithStatement(Ticking(visited.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var visited = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return visited.WithStatement(Ticking(visited.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        return visited.WithStatement(Ticking(visited.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var visited = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return visited.WithStatement(Ticking(visited.Statement));
    }

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static BlockSyntax Ticking(StatementSyntax body) =>
        SyntaxFactory.Block(SyntaxFactory.ParseStatement(Tick), body);

    private static StatementSyntax Statement(ExpressionSyntax value, bool isVoid) => isVoid
        ? SyntaxFactory.ExpressionStatement(value)
        : SyntaxFactory.ReturnStatement(value.WithLeadingTrivia(SyntaxFactory.Space));

    private static BlockSyntax Guarded(BlockSyntax body) => body.WithStatements(body.Statements.Insert(0, SyntaxFactory.ParseStatement(CheckStack)));

    /// <summary>Of a lambda that gives nothing this does not compile; the block then goes without guards.</summary>
    private static ExpressionSyntax Guarded(ExpressionSyntax value) => SyntaxFactory.ConditionalExpression(
        SyntaxFactory.ParseExpression(HasStack),
        SyntaxFactory.ParenthesizedExpression(value),
        SyntaxFactory.ParseExpression("throw null"));

    private static SyntaxNode KeepLeft(SyntaxNode root)
    {
        if (LeftOf(root) is not { } left)
        {
            return root;
        }

        ExpressionSyntax kept = SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression("__scope.Compared"),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(left.WithoutTrivia()))));
        return root.ReplaceNode(left, kept.WithTriviaFrom(left));
    }

    private static bool IsComparison(SyntaxKind kind) => kind is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
        or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
        or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression;
}
