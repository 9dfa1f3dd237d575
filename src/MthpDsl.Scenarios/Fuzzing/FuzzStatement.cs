using System.Text;

namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>A statement of a generated scenario, as text.</summary>
/// <param name="Text">Its line; of a block without the brace.</param>
/// <param name="Body">The statements of its block; null where it has none.</param>
internal sealed record FuzzStatement(string Text, IReadOnlyList<FuzzStatement>? Body = null)
{
    public void WriteTo(StringBuilder text, int depth)
    {
        string indent = new(' ', 2 * depth);
        text.Append(indent).Append(Text);
        if (Body is not null)
        {
            text.Append(" {\n");
            foreach (FuzzStatement statement in Body)
            {
                statement.WriteTo(text, depth + 1);
            }

            text.Append(indent).Append('}');
        }

        text.Append('\n');
    }
}

/// <summary>A generated scenario.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Statements">Its statements, headers first.</param>
internal sealed record FuzzScenario(ulong Seed, IReadOnlyList<FuzzStatement> Statements)
{
    /// <summary>The scenario in the language.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (FuzzStatement statement in Statements)
        {
            statement.WriteTo(text, 0);
        }

        return text.ToString();
    }
}
