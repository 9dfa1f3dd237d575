namespace MthpDsl.Language;

/// <summary>MTHP2xxx: the text can be read, and means nothing.</summary>
internal static partial class MeaningDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownMapping = new(
        "MTHP2001",
        "unknown mapping",
        "No mapping is called '{0}' in process '{1}'.",
        "A mapping has to be mapped before it is used, in this process or in the one it was forked from.",
        "map heap 2M\nwrite haep",
        "map heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor UnknownProcess = new(
        "MTHP2002",
        "unknown process",
        "No process is called '{0}'.",
        "The first process is main; others come from fork.",
        "map heap 2M\nin child write heap",
        "map heap 2M\nfork child\nin child write heap");

    public static readonly DiagnosticDescriptor UnknownSnapshot = new(
        "MTHP2003",
        "unknown snapshot",
        "No snapshot before this one is called \"{0}\".",
        "A snapshot has to be taken before it is looked back at.",
        "map heap 2M\nwrite heap\nsnapshot \"before\"\nexpect kept heap since \"befor\" = 512",
        "map heap 2M\nwrite heap\nsnapshot \"before\"\nexpect kept heap since \"before\" = 512");

    public static readonly DiagnosticDescriptor UnknownName = new(
        "MTHP2004",
        "unknown name",
        "No value is called '{0}'.",
        "In an expression stand numbers and names bound by let, given or for. A name may hold '-': put blanks around a minus.",
        "let size = 64K\nmap heap sise * 4\nwrite heap",
        "let size = 64K\nmap heap size * 4\nwrite heap");

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "MTHP2005",
        "name taken",
        "{0} '{1}' is already there.",
        "Every mapping of a process, every process and every value of a block has a name of its own.",
        "map heap 2M\nmap heap 4M\nwrite heap",
        "map heap 2M\nmap other 4M\nwrite heap\nwrite other");

    public static readonly DiagnosticDescriptor ReservedName = new(
        "MTHP2006",
        "reserved word",
        "'{0}' is a word of the language where names stand: choose another.",
        "Words such as all, none, zero, page and the forms of expect cannot be names, as a line that uses them would read two ways.",
        "map all 2M\nwrite all",
        "map heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor UnknownKernel = new(
        "MTHP2008",
        "unknown kernel",
        "No kernel model is called '{0}'.",
        "The models are 6.12, 6.18, rfc-2024, rfc-2024-repaired, merged-2026 and mainline.",
        "kernel rfc-2042\nmap heap 2M\nwrite heap",
        "kernel rfc-2024\nmap heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor SizeWanted = new(
        "MTHP2022",
        "size wanted",
        "'{0}' is a count where a size is wanted.",
        "A size has a unit: 64K, 2M, 3 pages.",
        "map heap 512\nwrite heap",
        "map heap 512K\nwrite heap");

    public static readonly DiagnosticDescriptor CountWanted = new(
        "MTHP2023",
        "count wanted",
        "'{0}' is a size where {1} is wanted.",
        "A count is a bare number. The quotient of two sizes is one: 2M / 64K.",
        "map heap 2M\nwrite heap\nexpect faults = 64K",
        "map heap 2M\nwrite heap\nexpect faults = 2M / 4K");

    public static readonly DiagnosticDescriptor MixedKinds = new(
        "MTHP2024",
        "sizes and counts mixed",
        "'{0}' makes no sense between {1} and {2}.",
        "Sizes add to sizes and counts to counts; a size may be multiplied or divided by a count, and divided by a size.",
        "map heap 2M + 64\nwrite heap",
        "map heap 2M + 64K\nwrite heap");

    public static readonly DiagnosticDescriptor DivisionByZero = new(
        "MTHP2025",
        "division by zero",
        "'{0}' is zero, and nothing can be divided by it.",
        "Check the value that is divided by.",
        "map heap 2M / 0\nwrite heap",
        "map heap 2M / 2\nwrite heap");

    public static readonly DiagnosticDescriptor Overflow = new(
        "MTHP2026",
        "number too large",
        "'{0}' is larger than any number here.",
        "Sizes and counts are 63-bit numbers: below 8388608T.",
        "map heap 1T * 10_000_000\nwrite heap",
        "map heap 1T\nwrite heap");

    public static readonly DiagnosticDescriptor NotPowerOfTwo = new(
        "MTHP2027",
        "not a power of two",
        "No folio has {0}: its size is a power of two of base pages.",
        "Folios have 4K, 8K, 16K and so on, with base pages of 4K.",
        "map heap 2M\nwrite heap\nexpect coverage heap 48K >= 0%",
        "map heap 2M\nwrite heap\nexpect coverage heap 64K >= 0%");

    public static readonly DiagnosticDescriptor NotWholePages = new(
        "MTHP2028",
        "not whole pages",
        "{0} is no multiple of the base page size, {1}.",
        "Memory is mapped, touched and compared in whole base pages.",
        "map heap 2M\nwrite heap[..1K]",
        "map heap 2M\nwrite heap[..4K]");

    public static readonly DiagnosticDescriptor RangeOutside = new(
        "MTHP2029",
        "range outside its mapping",
        "'{0}' reaches outside of '{1}', which has {2}.",
        "Ranges are relative to the mapping and end at most where it ends.",
        "map heap 2M\nwrite heap[1M..3M]",
        "map heap 2M\nwrite heap[1M..2M]");

    public static readonly DiagnosticDescriptor RangeBackwards = new(
        "MTHP2030",
        "range that runs backwards",
        "'{0}' ends before it starts.",
        "Ranges are half open: the end is the first byte that is no part of it. To touch pages in descending order, write backwards behind the range.",
        "map heap 2M\nwrite heap[1M..64K]",
        "map heap 2M\nwrite heap[64K..1M] backwards");

    public static readonly DiagnosticDescriptor NotPositive = new(
        "MTHP2032",
        "nothing",
        "'{0}' is nothing, and something is wanted here.",
        "A size or a number of folios of zero says nothing: leave it out.",
        "map heap 0K\nwrite heap",
        "map heap 4K\nwrite heap");

    public static readonly DiagnosticDescriptor Negative = new(
        "MTHP2033",
        "negative",
        "'{0}' is {1}: nothing here can be negative.",
        "Check the order of the subtraction.",
        "map heap 2M - 4M\nwrite heap",
        "map heap 4M - 2M\nwrite heap");

    public static readonly DiagnosticDescriptor OutOfBounds = new(
        "MTHP2034",
        "out of bounds",
        "{0} is {1} to {2}, and this is {3}.",
        "Orders end at that of a PMD-sized folio: 9, 11 or 13, by the page size.",
        "fragment to order 99",
        "fragment to order 3");

    public static readonly DiagnosticDescriptor PartOutside = new(
        "MTHP2035",
        "part outside its folio",
        "'{0}' reaches outside of its folio.",
        "'part SIZE of SIZE at SIZE': the part and where it begins are together at most the folio.",
        "map heap 64K\nwrite heap\nexpect heap has no part 32K of 64K at 48K",
        "map heap 64K\nwrite heap\nexpect heap has no part 32K of 64K at 32K");

    public static readonly DiagnosticDescriptor ZerosOnRead = new(
        "MTHP2036",
        "a read leaves nothing behind",
        "'with zeros' belongs to write: a read leaves nothing behind.",
        "Write with zeros, or read without.",
        "map heap 2M\nread heap with zeros",
        "map heap 2M\nwrite heap with zeros");
}
