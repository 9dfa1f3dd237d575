using MthpDsl.Simulation;
using MthpDsl.Simulation.Collapse;

namespace MthpDsl.Reporting.Explain;

/// <summary>A part of a mapping that a person asks about, in every process that has the mapping.</summary>
/// <param name="Mapping">The mapping's name.</param>
/// <param name="Start">Distance from its start.</param>
/// <param name="Length">How long the part is.</param>
internal sealed record MappingPart(string Mapping, ByteSize Start, ByteSize Length)
{
    internal bool Touches(CollapseTrial trial, PageGeometry geometry, AddressNames places)
    {
        if (places.StartOf(trial.Process, Mapping) is not { } start)
        {
            return false;
        }

        long first = start + Start.Bytes;
        return trial.Address < first + Length.Bytes && trial.Address + geometry.SizeOf(trial.Order).Bytes > first;
    }
}
