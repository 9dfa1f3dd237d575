using System.Globalization;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Reporting.Explain;

/// <summary>Addresses as a scenario writes them: by mapping and distance from its start.</summary>
internal sealed class AddressNames
{
    private readonly List<(string Process, MappingSnapshot Mapping)> _mappings;
    private readonly long _pageSize;

    /// <summary>The names of a case's mappings, the newest place of each first.</summary>
    public AddressNames(CaseResult result)
    {
        _pageSize = result.PageSize.Bytes;
        _mappings =
        [
            .. result.Snapshots.Reverse().SelectMany(
                snapshot => snapshot.Processes.SelectMany(process => process.Mappings.Select(mapping => (process.Name, mapping)))),
        ];
    }

    /// <summary><c>heap[64K..128K]</c>, with the process before it where that is not <c>main</c>; else the addresses.</summary>
    public string Range(string process, long start, long end)
    {
        MappingSnapshot? mapping = Find(process, start);
        return mapping is null
            ? string.Create(CultureInfo.InvariantCulture, $"0x{start:x}..0x{end:x}")
            : $"{Owner(process)}{Text.Printable.Of(mapping.Name)}[{Distance(mapping, start)}..{Distance(mapping, end)}]";
    }

    /// <summary><c>heap[page 3]</c>.</summary>
    public string Page(string process, long address)
    {
        MappingSnapshot? mapping = Find(process, address);
        return mapping is null
            ? string.Create(CultureInfo.InvariantCulture, $"0x{address:x}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Owner(process)}{Text.Printable.Of(mapping.Name)}[page {(address - mapping.Start) / _pageSize}]");
    }

    /// <summary>Where a mapping of a process begins, or null.</summary>
    public long? StartOf(string process, string mapping) =>
        _mappings.Find(candidate => candidate.Process == process && candidate.Mapping.Name == mapping).Mapping?.Start;

    private static string Owner(string process) => process == "main" ? "" : Text.Printable.Of(process) + ".";

    private static string Distance(MappingSnapshot mapping, long address) => new ByteSize(address - mapping.Start).ToString();

    private MappingSnapshot? Find(string process, long address) => _mappings.Find(candidate =>
        candidate.Process == process
        && address >= candidate.Mapping.Start
        && address < candidate.Mapping.Start + (candidate.Mapping.Pages * _pageSize)).Mapping;
}
