using System.Text;

namespace MthpDsl.Kernel.Export;

/// <summary>The part of every exported program that does not depend on the scenario: the C files of the folder Runtime, one after the other.</summary>
internal static class RuntimeSource
{
    private static readonly Lazy<string> Joined = new(Join);

    /// <summary>The C source, files in the order of their names.</summary>
    public static string Text => Joined.Value;

    private static string Join()
    {
        StringBuilder text = new();
        foreach (string name in typeof(RuntimeSource).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using Stream stream = typeof(RuntimeSource).Assembly.GetManifestResourceStream(name)!;
            using StreamReader reader = new(stream);
            text.Append(reader.ReadToEnd().ReplaceLineEndings("\n")).Append('\n');
        }

        return text.ToString();
    }
}
