namespace MthpDsl.Language;

/// <summary>MTHP39xx: a statement that cannot be done on a real kernel. The exporter raises them.</summary>
public static class KernelDiagnostics
{
    /// <summary>{0} the statement, {1} why a real kernel cannot be made to do it.</summary>
    public static readonly DiagnosticDescriptor NotExportable = new(
        "MTHP3901",
        "not for a real kernel",
        "'{0}' cannot be exported: {1}.",
        "An export does what the scenario says on a real kernel, and some things only a simulator can be made to do.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the limit.</summary>
    public static readonly DiagnosticDescriptor TooLong = new(
        "MTHP3902",
        "too long to be exported",
        "The loops make more than {0} statements.",
        "An export writes out every turn of a loop. Turn it less often.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the name, {1} what is wrong with it.</summary>
    public static readonly DiagnosticDescriptor Name = new(
        "MTHP3903",
        "name without a meaning here",
        "'{0}' {1}.",
        "When the statement runs, the name does not stand for what the statement needs.",
        "",
        "map heap 2M\nwrite heap");

    /// <summary>{0} what is there, {1} why it cannot be written.</summary>
    public static readonly DiagnosticDescriptor NotRecordable = new(
        "MTHP3904",
        "cannot be recorded",
        "What the kernel did cannot be written here: {0}.",
        "A recording changes numbers and layouts of expectations that ask for one value. Change this one by hand.",
        "",
        "map heap 2M\nwrite heap");

    internal static DiagnosticDescriptor[] All => [NotExportable, TooLong, Name, NotRecordable];
}
