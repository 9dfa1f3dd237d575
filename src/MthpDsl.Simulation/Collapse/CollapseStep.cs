using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Collapse;

/// <summary>The steps of a collapse, in order (COLLAPSE A.5, C.5, D.3). A race armed for a step runs when the step's locks are held and before its work.</summary>
/// <example><code>Console.WriteLine(CollapseStep.Isolate &lt; CollapseStep.Copy); // True</code></example>
public enum CollapseStep
{
    /// <summary>The range or window is looked at, under the mmap lock for reading.</summary>
    Scan,

    /// <summary>The new folio is allocated and charged; no lock is held.</summary>
    Alloc,

    /// <summary>The VMA is looked up and checked again, under the mmap lock for reading.</summary>
    Revalidate,

    /// <summary>Swapped pages are faulted in, under the mmap lock for reading.</summary>
    Swapin,

    /// <summary>The old pages are locked and taken off the LRU. All but the series as posted hold the mmap lock for writing and have cleared the PMD.</summary>
    Isolate,

    /// <summary>The old pages are copied.</summary>
    Copy,

    /// <summary>The new folio is mapped.</summary>
    Install,
}

/// <summary>The names of the steps in scenarios.</summary>
/// <example><code>Console.WriteLine(CollapseStep.Swapin.Word()); // swapin</code></example>
public static class CollapseStepNames
{
    /// <summary>The word after <c>at</c>.</summary>
    public static string Word(this CollapseStep step) => Words.CollapseSteps[(int)step].Name;

    /// <summary>The step of a word.</summary>
    /// <param name="word">As scenarios write it.</param>
    /// <param name="step">The step.</param>
    /// <returns>False for any other word.</returns>
    public static bool TryParse(string word, out CollapseStep step)
    {
        int index = Array.FindIndex(Words.CollapseSteps, row => row.Name == word);
        step = (CollapseStep)index;
        return index >= 0;
    }
}
