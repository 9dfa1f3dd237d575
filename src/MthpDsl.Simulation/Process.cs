using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;
using MthpDsl.Simulation.Layout;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Simulation;

/// <summary>A process: its named mappings, and the system calls it can make.</summary>
/// <example><code>Process child = machine.Main.Fork("child");</code></example>
public sealed partial class Process
{
    private readonly List<Mapping> _mappings = [];

    internal Process(Machine machine, string name, AddressSpace mm)
    {
        Machine = machine;
        Name = name;
        Mm = mm;
    }

    /// <summary>The machine it runs on.</summary>
    public Machine Machine { get; }

    /// <summary>The name that scenarios use; the first process is <c>main</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it has not exited.</summary>
    public bool IsAlive => !Mm.IsDead;

    /// <summary>Page faults it took, minor and major.</summary>
    public long Faults { get; internal set; }

    /// <summary>Its named mappings, in the order in which they were made.</summary>
    public IReadOnlyList<Mapping> Mappings => _mappings;

    internal AddressSpace Mm { get; }

    /// <summary>The mapping of a name, or null.</summary>
    public Mapping? Find(string name) => _mappings.Find(mapping => mapping.Name == name);

    /// <summary>What backs a range now, page by page; memory that no VMA covers reads as none.</summary>
    public FolioLayout LayoutOf(VirtualRange range) => FolioLayout.Read(this, range);

    /// <summary>fork(2): a child with the same mappings, by the rules of copy_page_range (spec MM 3.2).</summary>
    /// <param name="name">The child's name; no process may have it yet.</param>
    /// <exception cref="InvalidOperationException">There is no memory for the copies of pinned pages: <see cref="TryFork"/> gives the errno instead.</exception>
    public Process Fork(string name) => TryFork(name, out Process? child) == Errno.None
        ? child!
        : throw new InvalidOperationException($"fork of '{Name}' fails with ENOMEM");

    /// <summary>fork(2).</summary>
    /// <returns>ENOMEM where pinned pages cannot be copied; there is no child then, and what was write-protected for it stays so.</returns>
    public Errno TryFork(string name, out Process? child)
    {
        child = Machine.AddProcess(name);
        FaultResult result = Machine.ForkCopy.Copy(Mm, child.Mm);
        if (result != FaultResult.Done)
        {
            child.Exit();
            Machine.RemoveProcess(child);
            child = null;
            return ToErrno(result);
        }

        Machine.Reference?.Forked(Mm, child.Mm);
        foreach (Mapping mapping in _mappings)
        {
            child._mappings.Add(new Mapping(child, mapping.Name, mapping.Range));
        }

        return Errno.None;
    }

    /// <summary>exit(2): drops all memory (spec MM 4.18).</summary>
    public void Exit()
    {
        while (Mm.Vmas.Count > 0)
        {
            Vma vma = Mm.Vmas[0];
            Machine.Vmas.Unmap(Mm, vma.Start, vma.End);
        }

        Machine.UserPages.ReleaseAll(Mm, pins: true);
        Machine.UserPages.ReleaseAll(Mm, pins: false);

        Machine.Khugepaged.Exit(Mm);
        Machine.HugeZero.Put(Mm);
        Mm.IsDead = true;
        Machine.Reference?.Exited(Mm);
    }

    /// <summary>The same process on the fork of its machine.</summary>
    internal Process CloneOn(Machine machine)
    {
        var copy = new Process(machine, Name, Mm.Clone()) { Faults = Faults };
        copy._mappings.AddRange(_mappings.Select(mapping => new Mapping(copy, mapping.Name, mapping.Range)));
        return copy;
    }

    internal Mapping AddMapping(string name, VirtualRange range)
    {
        _mappings.RemoveAll(mapping => mapping.Name == name);
        var mapping = new Mapping(this, name, range);
        _mappings.Add(mapping);
        return mapping;
    }

    internal static Errno ToErrno(FaultResult result) => result switch
    {
        FaultResult.Done => Errno.None,
        FaultResult.OutOfMemory => Errno.ENOMEM,
        FaultResult.WaitsForUserfault => throw new NotModelledException("an access that waits for a userfaultfd handler"),
        _ => Errno.EFAULT,
    };
}
