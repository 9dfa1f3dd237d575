using MthpDsl.Language;

namespace MthpDsl.Scripting.Blocks;

/// <summary>What a name of the scenario is in C#.</summary>
/// <param name="Name">As the scenario writes it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Getter">The method of <see cref="BlockScope"/> that gives it.</param>
internal sealed record BlockName(string Name, string Type, string Getter)
{
    public const string Machine = "global::MthpDsl.Simulation.Machine";

    public const string Process = "global::MthpDsl.Simulation.Process";

    public const string Mapping = "global::MthpDsl.Simulation.Mapping";

    public const string Size = "global::MthpDsl.Simulation.ByteSize";

    public const string Count = "long";

    /// <summary>The name in C#, where <c>-</c> becomes <c>_</c>.</summary>
    public string Identifier => Name.Replace('-', '_');
}

/// <summary>The names that the blocks of a scenario may use.</summary>
internal static class BlockNames
{
    /// <summary>All names, each once: mappings before processes before values.</summary>
    public static IReadOnlyList<BlockName> Of(BoundScenario scenario)
    {
        StatementSyntax[] statements = [.. StatementWalk.All(scenario)];
        IEnumerable<BlockName> all =
        [
            .. statements.OfType<MapStatement>().Select(map => Mapping(map.Name)),
            .. statements.OfType<MoveStatement>().Where(move => move.As is not null).Select(move => Mapping(move.As!)),
            new("main", BlockName.Process, "FindProcess"),
            .. statements.OfType<ForkStatement>().Select(fork => new BlockName(fork.Name.Text, BlockName.Process, "FindProcess")),
            .. ValuesOf(statements),
        ];
        return [.. all.DistinctBy(name => name.Identifier, StringComparer.Ordinal)];
    }

    private static BlockName Mapping(NameSyntax name) => new(name.Text, BlockName.Mapping, "Mapping");

    private static IEnumerable<BlockName> ValuesOf(IEnumerable<StatementSyntax> statements)
    {
        HashSet<string> sizes = new(StringComparer.Ordinal);
        foreach ((NameSyntax name, IEnumerable<ExpressionSyntax> values) in statements.SelectMany(Bound))
        {
            bool isSize = values.Any(value => IsSize(value, sizes));
            _ = isSize ? sizes.Add(name.Text) : sizes.Remove(name.Text);
            yield return isSize ? new(name.Text, BlockName.Size, "Size") : new(name.Text, BlockName.Count, "Count");
        }
    }

    private static IEnumerable<(NameSyntax Name, IEnumerable<ExpressionSyntax> Values)> Bound(StatementSyntax statement) => statement switch
    {
        GivenStatement given => [(given.Name, given.Values)],
        ForStatement loop => [(loop.Name, loop.Values)],
        LetStatement let => [(let.Name, [let.Value])],
        _ => [],
    };

    /// <summary>Sizes add to sizes, a size over a size is a count: the rules of the language's expressions.</summary>
    private static bool IsSize(ExpressionSyntax expression, HashSet<string> sizes) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Unit != LiteralUnit.None,
        NameExpressionSyntax name => sizes.Contains(name.Name),
        PagesExpressionSyntax => true,
        ParenthesizedExpressionSyntax inner => IsSize(inner.Inner, sizes),
        BinaryExpressionSyntax { Operator: '/' } quotient => IsSize(quotient.Left, sizes) && !IsSize(quotient.Right, sizes),
        BinaryExpressionSyntax binary => IsSize(binary.Left, sizes) || IsSize(binary.Right, sizes),
        _ => false,
    };
}
