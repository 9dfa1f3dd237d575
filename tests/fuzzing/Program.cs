using System.Text;
using MthpDsl.Language;
using SharpFuzz;

// What the parser, the binder and the formatter promise of any bytes; a breach is an exception, which the fuzzer keeps.
if (args is ["--replay", .. string[] files])
{
    foreach (string file in files)
    {
        Console.WriteLine(file);
        Try(File.ReadAllBytes(file));
    }

    return;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using MemoryStream bytes = new();
    stream.CopyTo(bytes);
    Try(bytes.ToArray());
});

static void Try(byte[] bytes)
{
    if (SourceText.FromUtf8(bytes, "fuzz.mthp") is not { } source)
    {
        return;
    }

    foreach (Diagnostic diagnostic in ScenarioBinder.Bind(source).Diagnostics)
    {
        if (diagnostic.Span.Start < 0 || diagnostic.Span.End > source.Text.Length || diagnostic.ToString().Any(IsUnprintable))
        {
            throw new InvalidOperationException($"A message lies outside of the text, or cannot be shown: {diagnostic.Span}");
        }
    }

    string? formatted = Formatter.Format(source);
    if (formatted is null != ScenarioParser.Parse(source).HasErrors)
    {
        throw new InvalidOperationException("The formatter and the parser do not agree on what is a scenario.");
    }

    if (formatted is not null && Formatter.Format(SourceText.From(formatted)) != formatted)
    {
        throw new InvalidOperationException("The formatter changes what it has written.");
    }
}

static bool IsUnprintable(char letter) => (char.IsControl(letter) && letter != '\n') || char.IsSurrogate(letter);
