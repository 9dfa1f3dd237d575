namespace MthpDsl.Vocabulary;

/// <summary>The kernel models, oldest first.</summary>
internal static class KernelTable
{
    /// <summary>The model of a scenario that names none.</summary>
    public const string Default = "rfc-2024";

    public static readonly KernelRow[] Rows =
    [
        new("6.12", KernelSet.V6_12, "Linux 6.12; khugepaged collapses to PMD size only"),
        new("6.18", KernelSet.V6_18, "Linux 6.18; khugepaged collapses to PMD size only"),
        new("rfc-2024", KernelSet.Rfc2024, "6.12 with the order-wise collapse series of December 2024 exactly as posted, its bugs included"),
        new("rfc-2024-repaired", KernelSet.Rfc2024Repaired, "6.12 with that series and what its reviewers asked for"),
        new("merged-2026", KernelSet.Merged2026, "6.12 with the mTHP collapse that was merged in 2026"),
        new("mainline", KernelSet.Mainline, "6.18 with the merged collapse: 7.2, as far as known"),
    ];

    /// <summary>The row of a name, or null.</summary>
    public static KernelRow? Find(string name) => Array.Find(Rows, row => row.Name == name);
}
