namespace MthpDsl.Language;

/// <summary>Finds the files that <c>include</c> names. The language opens no file itself.</summary>
public interface IIncludeResolver
{
    /// <summary>The text of an included file.</summary>
    /// <param name="from">The text with the statement; the path is relative to it.</param>
    /// <param name="path">As it was written.</param>
    /// <returns>
    /// The text, its <see cref="SourceText.Path"/> the same for the same file however it was named; null where it cannot be read.
    /// </returns>
    SourceText? Resolve(SourceText from, string path);
}
