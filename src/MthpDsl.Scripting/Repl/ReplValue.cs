using System.Collections;
using System.Globalization;
using System.Text;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

/// <summary>Values as the prompt prints them.</summary>
internal static class ReplValue
{
    private const int ItemsMax = 100;

    /// <summary>One line; null for what is no answer, such as the success of a system call.</summary>
    public static string? Print(object? value) => value switch
    {
        null or Errno.None => null,
        _ => Text(value),
    };

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        char letter => "'" + letter + "'",
        bool truth => truth ? "true" : "false",
        Mapping mapping => mapping.ToString(),
        Process process => $"process '{process.Name}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items when !OwnText(value) => List(items),
        _ => value.ToString() ?? "",
    };

    private static string List(IEnumerable items)
    {
        StringBuilder text = new("{ ");
        int count = 0;
        foreach (object? item in items)
        {
            if (count++ == ItemsMax)
            {
                text.Append(", …");
                break;
            }

            text.Append(count == 1 ? "" : ", ").Append(Text(item));
        }

        return text.Append(count == 0 ? "}" : " }").ToString();
    }

    private static bool OwnText(object value) =>
        value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes) is { } method && method.DeclaringType != typeof(object);
}
