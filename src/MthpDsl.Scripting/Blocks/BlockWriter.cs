using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MthpDsl.Language;
using StatementSyntax = MthpDsl.Language.StatementSyntax;

namespace MthpDsl.Scripting.Blocks;

/// <summary>
/// Writes the code of blocks in their order. A variable that a <c>do</c> declares is known to the blocks behind it, as at the prompt; its
/// value goes from block to block by name.
/// </summary>
internal sealed class BlockWriter
{
    private readonly List<BlockName> _kept = [];
    private readonly IReadOnlyList<BlockName> _names;

    private BlockWriter(IReadOnlyList<BlockName> names) => _names = names;

    /// <summary>The blocks among statements of a scenario.</summary>
    public static IReadOnlyList<BlockCode> Write(BoundScenario scenario, IEnumerable<StatementSyntax> statements)
    {
        BlockWriter writer = new(BlockNames.Of(scenario));
        StatementSyntax[] withCode = [.. statements.Where(statement => BlockCode.CodeOf(statement) is not null)];
        HashSet<string>[] words = [.. withCode.Select(statement => BlockCode.Words(BlockCode.CodeOf(statement)!.Code))];
        List<BlockCode> blocks = [];
        for (int i = 0; i < withCode.Length; i++)
        {
            HashSet<string> later = [.. words.Skip(i + 1).SelectMany(block => block)];
            blocks.Add(writer.Write(withCode[i], i, words[i], later));
        }

        return blocks;
    }

    private BlockCode Write(StatementSyntax statement, int index, HashSet<string> words, HashSet<string> later)
    {
        string[] declared = statement is DoStatement block ? [.. DeclaredBy(block.Code.Code)] : [];
        _kept.RemoveAll(name => declared.Contains(name.Identifier));
        string[] changed = statement is DoStatement ? [.. _kept.Select(name => name.Identifier).Where(words.Contains)] : [];
        List<BlockName> known = [.. _kept, .. _names.Where(name => !declared.Contains(name.Identifier))];
        BlockCode draft = new(statement, index, known, []);
        string[] wanted = [.. declared.Where(later.Contains)];
        BlockName[] typed = wanted.Length == 0 ? [] : [.. TypesOf(draft, wanted)];
        _kept.AddRange(typed);
        string[] keeps = [.. changed, .. typed.Select(name => name.Identifier)];
        return keeps.Length == 0 ? draft : new BlockCode(statement, index, known, keeps);
    }

    /// <summary>The variables of the block's outermost scope that have a value from the start.</summary>
    private static IEnumerable<string> DeclaredBy(string code) => SyntaxFactory.ParseStatement("{" + code + "\n}") is BlockSyntax block
        ? block.Statements.OfType<LocalDeclarationStatementSyntax>()
            .Where(local => !local.IsConst && local.UsingKeyword.IsKind(SyntaxKind.None))
            .SelectMany(local => local.Declaration.Variables)
            .Where(variable => variable.Initializer is not null)
            .Select(variable => variable.Identifier.ValueText)
        : [];

    /// <summary>What can be named in another block: not a type without a name, not one that lives on the stack.</summary>
    private static IEnumerable<BlockName> TypesOf(BlockCode block, string[] names)
    {
        SemanticModel model = BlockCompiler.ModelOf(block);
        foreach (VariableDeclaratorSyntax variable in block.Tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>())
        {
            if (names.Contains(variable.Identifier.ValueText)
                && model.GetDeclaredSymbol(variable) is ILocalSymbol { Type: { IsRefLikeType: false, TypeKind: not TypeKind.Error } type, RefKind: RefKind.None }
                && !type.ToDisplayString().Contains("anonymous", StringComparison.Ordinal))
            {
                string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
                yield return new BlockName(variable.Identifier.ValueText, name, $"Kept<{name}>");
            }
        }
    }
}
