namespace MthpDsl.Simulation.Layout;

/// <summary>Which of the words that may follow a folio's size a printed layout uses.</summary>
/// <example>
/// <code>
/// machine.Main.Write(heap.Pages(..1));
/// Console.WriteLine(LayoutText.Of(heap.Layout.Runs, machine.Geometry, LayoutWords.Mapping | LayoutWords.Sharing)); // 4K exclusive, none 2044K
/// </code>
/// </example>
[Flags]
public enum LayoutWords
{
    /// <summary><c>pmd</c> and <c>pte</c> where a folio of the PMD's size leaves the question open, <c>shared</c> where it is so.</summary>
    Needed = 0,

    /// <summary><c>pmd</c> or <c>pte</c> after every folio of more than one page.</summary>
    Mapping = 1,

    /// <summary><c>shared</c> or <c>exclusive</c> after every folio.</summary>
    Sharing = 2,
}
