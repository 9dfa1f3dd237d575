using System.Globalization;
using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Sysfs;

/// <summary>A file of the tree: a row of the vocabulary bound to the field it reads and writes.</summary>
/// <example>
/// <code>
/// SysfsFile file = machine.Sysfs.Find("khugepaged/max_ptes_none")!;
/// Console.WriteLine(file.Write("512")); // EINVAL
/// Console.WriteLine(file.Value); // 511
/// </code>
/// </example>
public sealed class SysfsFile
{
    private readonly KnobRow _row;
    private readonly KnobAccess _access;
    private readonly long _hpagePmdNr;

    internal SysfsFile(string path, KnobRow row, KnobAccess access, long hpagePmdNr)
    {
        Path = path;
        _row = row;
        _access = access;
        _hpagePmdNr = hpagePmdNr;
    }

    /// <summary>Below <c>transparent_hugepage/</c>: <c>hugepages-64kB/enabled</c>.</summary>
    public string Path { get; }

    /// <summary>Mode 0444.</summary>
    public bool IsReadOnly => _row.ReadOnly;

    /// <summary>False where the machine does not model the file; then it can be neither read nor written here.</summary>
    public bool IsModelled => _row.Modelled;

    /// <summary>What is set, without brackets: a word or a decimal number.</summary>
    public string Value => _row.Kind == KnobValueKind.Word ? _row.Words[Number] : Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is set, as a number; of a word its place among the file's words.</summary>
    public long Number => _access.Get();

    /// <summary>What a read returns: all words with the current one in brackets, or a number.</summary>
    public string Text => _row.Kind == KnobValueKind.Word
        ? string.Join(' ', _row.Words.Select((word, index) => index == Number ? "[" + word + "]" : word))
        : Value;

    /// <summary>Writes as <c>echo</c> does.</summary>
    /// <param name="text">What is written; one trailing newline is forgiven.</param>
    /// <returns>EACCES, EINVAL or ERANGE where the kernel refuses; then nothing has changed.</returns>
    public Errno Write(string text)
    {
        if (!IsModelled)
        {
            throw new NotSupportedException(Path + " is not modelled");
        }

        if (IsReadOnly)
        {
            return Errno.EACCES;
        }

        Errno errno = Parse(text, out long value);
        if (errno == Errno.None)
        {
            _access.Set!(value);
        }

        return errno;
    }

    internal void Reset(bool pmdOrder) => _access.Set?.Invoke(
        _row.Kind == KnobValueKind.Word ? Array.IndexOf(_row.Words, _row.WordFor(pmdOrder)) : _row.Default.For(_hpagePmdNr));

    private Errno Parse(string text, out long value)
    {
        value = 0;
        switch (_row.Kind)
        {
            case KnobValueKind.Word:
                bool known = KernelParser.TryWord(text, _row.Words, out int index);
                value = index;
                return known ? Errno.None : Errno.EINVAL;
            case KnobValueKind.KernelBool:
                bool read = KernelParser.TryBool(text, out bool flag);
                value = flag ? 1 : 0;
                return read ? Errno.None : Errno.EINVAL;
            default:
                return ParseNumber(text, out value);
        }
    }

    private Errno ParseNumber(string text, out long value)
    {
        Errno errno = KernelParser.Number(text, out ulong number);
        value = unchecked((long)number);
        // Only the flags hand the parser's own error on; the numbers' store functions turn every error into EINVAL.
        if (errno != Errno.None)
        {
            return _row.Kind == KnobValueKind.Flag ? errno : Errno.EINVAL;
        }

        return number < (ulong)_row.Min.For(_hpagePmdNr) || number > (ulong)_row.Max.For(_hpagePmdNr) ? Errno.EINVAL : Errno.None;
    }
}
