namespace MthpDsl.Language;

/// <summary>A word that can stand at some place of a statement, for help and completion.</summary>
/// <param name="Name">The word: a kernel, a knob, a counter, an advice.</param>
/// <param name="Meaning">What it means: one line.</param>
public sealed record WordHelp(string Name, string Meaning);
