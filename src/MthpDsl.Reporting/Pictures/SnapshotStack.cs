using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Reporting.Pictures;

/// <summary>A mapping at one moment.</summary>
/// <param name="Name">The snapshot's name.</param>
/// <param name="Mapping">What backed it then.</param>
internal sealed record Moment(string Name, MappingSnapshot Mapping);

/// <summary>The snapshots of one mapping in one process, to be shown below each other; an extent that changes begins a new stack.</summary>
/// <param name="Process">The process.</param>
/// <param name="Geometry">The sizes of the case's machine.</param>
/// <param name="Moments">At least one.</param>
internal sealed record SnapshotStack(string Process, PageGeometry Geometry, List<Moment> Moments)
{
    /// <summary>The mapping's name, with its process where the case has several.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The length of the mapping in base pages.</summary>
    public long Pages => Moments[0].Mapping.Pages;

    /// <summary>The length of the mapping.</summary>
    public ByteSize Size => SizeOf(Pages);

    /// <summary>The size of so many base pages.</summary>
    public ByteSize SizeOf(long pages) => new(pages << Geometry.PageShift);

    /// <summary>The stacks of a case, in the order in which their mappings first appear.</summary>
    public static List<SnapshotStack> Of(CaseResult result)
    {
        PageGeometry geometry = PageGeometry.ForPageSize(result.PageSize) ?? PageGeometry.Pages4K;
        List<SnapshotStack> stacks = [];
        foreach (SnapshotResult snapshot in result.Snapshots)
        {
            foreach (ProcessSnapshot process in snapshot.Processes)
            {
                foreach (MappingSnapshot mapping in process.Mappings)
                {
                    SnapshotStack? stack = stacks.Find(candidate => candidate.IsOf(process.Name, mapping));
                    if (stack is null)
                    {
                        stack = new SnapshotStack(process.Name, geometry, []);
                        stacks.Add(stack);
                    }

                    stack.Moments.Add(new Moment(snapshot.Name, mapping));
                }
            }
        }

        bool severalProcesses = stacks.Exists(stack => stack.Process != stacks[0].Process);
        foreach (SnapshotStack stack in stacks)
        {
            string mapping = stack.Moments[0].Mapping.Name;
            stack.Title = severalProcesses ? stack.Process + "." + mapping : mapping;
        }

        return stacks;
    }

    private bool IsOf(string process, MappingSnapshot mapping) =>
        Process == process && Moments[0].Mapping.Name == mapping.Name && Pages == mapping.Pages;
}
