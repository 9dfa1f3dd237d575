using System.Globalization;
using System.Text;

namespace MthpDsl.Language;

/// <summary>Paths and values of sysfs to the text that the kernel gets.</summary>
public static class SysfsEvaluator
{
    /// <summary>The path below transparent_hugepage/, its braces resolved; a glob stays one.</summary>
    public static Evaluated<string> EvaluatePath(SysfsPathSyntax path, EvaluationContext context)
    {
        if (path.Parts.Count == 1 && path.Parts[0].Expression is null)
        {
            return new(path.Text, null);
        }

        StringBuilder text = new();
        foreach (SysfsPathPart part in path.Parts)
        {
            if (part.Expression is null)
            {
                text.Append(part.Text);
                continue;
            }

            Evaluated<ExpressionValue> value = ExpressionEvaluator.Evaluate(part.Expression, context);
            if (!value.IsOk)
            {
                return new("", value.Error);
            }

            text.Append(value.Value.Kind == ValueKind.Size
                ? SizeFormat.Sysfs(value.Value.Amount)
                : value.Value.Amount.ToString(CultureInfo.InvariantCulture));
        }

        return new(text.ToString(), null);
    }

    /// <summary>
    /// The text of a value: an expression over names that are bound is evaluated, anything else is the kernel's own text.
    /// </summary>
    public static Evaluated<string> EvaluateValue(SysfsValueSyntax value, EvaluationContext context)
    {
        if (value.Expression is null || !UsesNames(value.Expression, context.Values.ContainsKey))
        {
            return new(value.Text, null);
        }

        Evaluated<ExpressionValue> evaluated = ExpressionEvaluator.Evaluate(value.Expression, context);
        return evaluated.IsOk
            ? new(evaluated.Value.Amount.ToString(CultureInfo.InvariantCulture), null)
            : new("", evaluated.Error);
    }

    /// <summary>The expression holds names, and all are bound.</summary>
    internal static bool UsesNames(ExpressionSyntax expression, Func<string, bool> isBound)
    {
        List<string> names = [];
        Collect(expression, names);
        return names.Count > 0 && names.TrueForAll(name => isBound(name));
    }

    private static void Collect(ExpressionSyntax expression, List<string> names)
    {
        switch (expression)
        {
            case NameExpressionSyntax name:
                names.Add(name.Name);
                break;
            case ParenthesizedExpressionSyntax parenthesized:
                Collect(parenthesized.Inner, names);
                break;
            case PagesExpressionSyntax pages:
                Collect(pages.Count, names);
                break;
            case BinaryExpressionSyntax binary:
                Collect(binary.Left, names);
                Collect(binary.Right, names);
                break;
        }
    }
}
