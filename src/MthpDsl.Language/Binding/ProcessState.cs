namespace MthpDsl.Language;

/// <summary>Where a mapping came from; its copies in forked processes and what it was moved to share it.</summary>
internal sealed class MappingOrigin(NameSyntax name, SourceText source)
{
    public NameSyntax Name { get; } = name;

    public SourceText Source { get; } = source;

    public bool IsTouched { get; set; }
}

/// <summary>What is known of a mapping of one process.</summary>
internal sealed class MappingState(MappingOrigin origin, long? size)
{
    public MappingOrigin Origin { get; } = origin;

    /// <summary>Its extent in bytes, where that is the same in every case.</summary>
    public long? Size { get; set; } = size;

    /// <summary>All of it was unmapped: the name may be given again.</summary>
    public bool IsFreed { get; set; }
}

/// <summary>What is known of a process.</summary>
internal sealed class ProcessState(string name)
{
    public string Name { get; } = name;

    public Dictionary<string, MappingState> Mappings { get; } = new(StringComparer.Ordinal);

    public bool HasEnded { get; set; }

    /// <summary>A child: the names of the parent, each mapping from then on its own.</summary>
    public ProcessState Fork(string child)
    {
        ProcessState state = new(child);
        foreach (KeyValuePair<string, MappingState> mapping in Mappings)
        {
            state.Mappings.Add(mapping.Key, new(mapping.Value.Origin, mapping.Value.Size) { IsFreed = mapping.Value.IsFreed });
        }

        return state;
    }
}
