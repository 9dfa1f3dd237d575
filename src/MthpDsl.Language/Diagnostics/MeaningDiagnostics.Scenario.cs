using System.Globalization;

namespace MthpDsl.Language;

/// <content>The scenario as a whole: what stands where, what is said twice, what was surely not meant.</content>
internal static partial class MeaningDiagnostics
{
    public static readonly DiagnosticDescriptor SnapshotRepeats = new(
        "MTHP2041",
        "snapshot repeats a name",
        "There is already a snapshot called \"{0}\".",
        "In the result they cannot be told apart, and an expectation looks back at the last. The end of every scenario is a snapshot named end.",
        "map heap 2M\nsnapshot \"a\"\nwrite heap\nsnapshot \"a\"",
        "map heap 2M\nsnapshot \"a\"\nwrite heap\nsnapshot \"b\"")
    {
        Severity = DiagnosticSeverity.Warning,
    };

    public static readonly DiagnosticDescriptor NeverTouched = new(
        "MTHP2042",
        "mapping never touched",
        "Nothing ever touches '{0}': no memory backs it.",
        "Memory is backed when it is written, read, locked or populated; madvise and khugepaged alone back nothing.",
        "map heap 2M\nmadvise heap hugepage\nkhugepaged scan",
        "map heap 2M\nmadvise heap hugepage\nwrite heap\nkhugepaged scan")
    {
        Severity = DiagnosticSeverity.Warning,
    };

    public static readonly DiagnosticDescriptor ExpectCanOnlyFail = new(
        "MTHP2043",
        "expectation that can only fail",
        "This can only fail: {0}.",
        "No kernel can make it true. Check the sizes, and the range.",
        "map heap 2M\nwrite heap\nexpect heap = 511 x 4K",
        "map heap 2M\nwrite heap\nexpect heap = 512 x 4K")
    {
        Severity = DiagnosticSeverity.Warning,
    };

    public static readonly DiagnosticDescriptor SaidTwice = new(
        "MTHP2044",
        "said twice",
        "{0} has been said above.",
        "A scenario has one kernel and one machine, and each setting once.",
        "kernel 6.12\nkernel 6.18\nmap heap 2M\nwrite heap",
        "kernel 6.18\nmap heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor TooLate = new(
        "MTHP2045",
        "too late",
        "'{0}' stands before everything that runs.",
        "kernel, machine and given say what the scenario runs on; they cannot change on the way.",
        "map heap 2M\nwrite heap\nkernel 6.18",
        "kernel 6.18\nmap heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor TitleFirst = new(
        "MTHP2046",
        "title not first",
        "'scenario' is the first statement, or there is none.",
        "The title heads the file.",
        "kernel 6.18\nscenario \"one write\"\nmap heap 2M\nwrite heap",
        "scenario \"one write\"\nkernel 6.18\nmap heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor NothingThere = new(
        "MTHP2047",
        "nothing there",
        "There is no statement here.",
        "A scenario maps memory, lets things happen to it, and expects what backs it. 'mthp new' writes a first one.",
        "# nothing but this",
        "map heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor CannotFail = new(
        "MTHP2048",
        "statement that cannot fail",
        "'{0}' does nothing to the machine that could fail.",
        "'expect ERRNO from' stands before one statement that runs: a system call, a write to sysfs, khugepaged.",
        "map heap 2M\nwrite heap\nexpect EINVAL from snapshot \"a\"",
        "map heap 2M\nwrite heap\nexpect EAGAIN from madvise heap collapse");

    public static readonly DiagnosticDescriptor AbsentIsKhugepaged = new(
        "MTHP2049",
        "only khugepaged can be absent",
        "'absent' says that khugepaged does not run, and '{0}' does not ask for it.",
        "Write expect absent from khugepaged scan, or name the errno.",
        "map heap 2M\nwrite heap\nexpect absent from unmap heap",
        "map heap 2M\nwrite heap\nexpect absent from khugepaged scan");

    public static readonly DiagnosticDescriptor NotInBlock = new(
        "MTHP2050",
        "not in a block",
        "'{0}' cannot stand in a block.",
        "It says what the whole scenario is or runs on.",
        "repeat 2 {\n  kernel 6.18\n}",
        "kernel 6.18\nrepeat 2 {\n  khugepaged scan\n}");

    public static readonly DiagnosticDescriptor ProcessEnded = new(
        "MTHP2051",
        "process has ended",
        "The process '{0}' has ended.",
        "After exit nothing can run in a process, and its memory is gone.",
        "map heap 2M\nwrite heap\nfork child\nexit child\nin child write heap",
        "map heap 2M\nwrite heap\nfork child\nin child write heap\nexit child");

    public static readonly DiagnosticDescriptor TooManyCases = new(
        "MTHP2052",
        "too many cases",
        "The givens make more than {0} combinations.",
        "Several givens make every combination: give fewer values, or make several scenarios.",
        "given a in " + Hundred + "\ngiven b in " + Hundred + "\ngiven c in 1, 2\nmap heap 2M\nwrite heap",
        "given a in 1, 2\nmap heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor MixedValues = new(
        "MTHP2053",
        "sizes and counts in one list",
        "'{0}' is not of the kind of the values before it: '{1}' is either a size or a count.",
        "A name stands for sizes or for counts, and not for both.",
        "given size in 64K, 128\nmap heap 2M\nwrite heap[..size]",
        "given size in 64K, 128K\nmap heap 2M\nwrite heap[..size]");

    public static readonly DiagnosticDescriptor ShrinksToNothing = new(
        "MTHP2054",
        "shrinks to nothing",
        "'{0}' has {1}: it cannot shrink by so much.",
        "grow and shrink say by how much the mapping changes. To take all of it away, unmap it.",
        "map heap 2M\nwrite heap\nshrink heap 2M",
        "map heap 2M\nwrite heap\nshrink heap 1M");

    public static readonly DiagnosticDescriptor IncludeNotFound = new(
        "MTHP2055",
        "file not found",
        "There is no file \"{0}\" to include.",
        "The path is relative to the file with the include, with / between its parts.",
        "include \"no-such-file.mthp\"",
        "map heap 2M\nwrite heap");

    public static readonly DiagnosticDescriptor IncludeCycle = new(
        "MTHP2056",
        "file that includes itself",
        "\"{0}\" is being included already: it would include itself.",
        "Put what both files need into a third.",
        "include \"self.mthp\"",
        "map heap 2M\nwrite heap");

    // Made whenever the tool starts: so without generics that would have to be compiled first.
    private static string Hundred
    {
        get
        {
            string numbers = "1";
            for (int number = 2; number <= 100; number++)
            {
                numbers += ", " + number.ToString(CultureInfo.InvariantCulture);
            }

            return numbers;
        }
    }

    public static DiagnosticDescriptor[] All =>
    [
        UnknownMapping, UnknownProcess, UnknownSnapshot, UnknownName, DuplicateName, ReservedName, MaxPtesNoneActsAsZero, UnknownKernel,
        UnknownKnob, BadKnobValue, ReadOnlyKnob, KnobOfOtherKernel, KnobNotModelled, UnknownCounter, UnknownSmapsField, UnknownAdvice,
        UnknownStep, UnknownTraceEvent, UnknownTraceField, UnknownStatus, UnknownErrno, SizeWanted, CountWanted, MixedKinds, DivisionByZero,
        Overflow, NotPowerOfTwo, NotWholePages, RangeOutside, RangeBackwards, SizeNoKernelHas, NotPositive, Negative, OutOfBounds, PartOutside,
        ZerosOnRead, BadTraceValue, GlobExpected, WordsHaveNoOrder, BadPageSize, SnapshotRepeats, NeverTouched, ExpectCanOnlyFail, SaidTwice,
        TooLate, TitleFirst, NothingThere, CannotFail, AbsentIsKhugepaged, NotInBlock, ProcessEnded, TooManyCases, MixedValues,
        ShrinksToNothing, IncludeNotFound, IncludeCycle,
    ];
}
