using System.Text;
using System.Text.Json;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Sweeping;

namespace MthpDsl.Reporting.Sweeps;

/// <summary>
/// What a sweep has done so far, a line a case as it comes, so that a killed one goes on where it was. The first line names the
/// sweep; a last line that was cut is dropped and its case runs again.
/// </summary>
internal sealed class SweepJournal : IDisposable
{
    /// <summary>A journal of more bytes is refused: 1 GiB.</summary>
    private const int SizeMax = 1 << 30;

    private readonly SweepPlan _plan;
    private readonly Dictionary<long, SweepRow> _rows = [];
    private readonly StreamWriter? _writer;

    private SweepJournal(SweepPlan plan, StreamWriter? writer)
    {
        _plan = plan;
        _writer = writer;
    }

    /// <summary>What is done, in no order.</summary>
    public IReadOnlyCollection<SweepRow> Rows => _rows.Values;

    /// <summary>How many cases an earlier sweep had done.</summary>
    public int Resumed { get; private set; }

    /// <summary>A journal in memory only.</summary>
    public static SweepJournal InMemory(SweepPlan plan) => new(plan, null);

    /// <summary>Opens the journal of a sweep, or begins it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">The sweep.</param>
    /// <exception cref="SweepException">The file belongs to another sweep.</exception>
    /// <exception cref="IOException">It cannot be read or written, or is larger than 1 GiB.</exception>
    public static SweepJournal Open(string path, SweepPlan plan)
    {
        List<SweepRow> rows = [];
        long good = 0;
        if (File.Exists(path))
        {
            byte[] bytes = ReadableFile.Bytes(path, SizeMax).ToArray();
            good = ReadRows(bytes, path, plan, rows);
            if (good == 0 && bytes.Length > 0 && !Headline(plan).StartsWith(Encoding.UTF8.GetString(bytes), StringComparison.Ordinal))
            {
                throw Foreign(path);
            }
        }

        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        stream.SetLength(good);
        stream.Position = good;
        SweepJournal journal = new(plan, new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" });
        if (good == 0)
        {
            journal._writer!.WriteLine(Headline(plan));
            journal._writer.Flush();
        }

        foreach (SweepRow row in rows)
        {
            journal._rows[row.Index] = row;
        }

        journal.Resumed = journal._rows.Count;
        return journal;
    }

    /// <summary>Whether an earlier sweep has done a case. May be asked from any thread while rows are added.</summary>
    public Func<long, bool> Done()
    {
        HashSet<long> done = [.. _rows.Keys];
        return done.Contains;
    }

    /// <summary>Notes a result.</summary>
    public void Add(SweepRow row)
    {
        _rows[row.Index] = row;
        if (_writer is null)
        {
            return;
        }

        _writer.WriteLine(SweepJsonLines.Line(row, _plan.Axes));
        _writer.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private static string Headline(SweepPlan plan) => $"{{\"sweep\":\"{plan.Identity}\",\"cases\":{plan.Count}}}";

    /// <summary>Reads whole lines; gives where the first byte after them lies.</summary>
    private static long ReadRows(byte[] bytes, string path, SweepPlan plan, List<SweepRow> rows)
    {
        int at = 0;
        while (bytes.AsSpan(at).IndexOf((byte)'\n') is var length and >= 0)
        {
            string line = Encoding.UTF8.GetString(bytes, at, length);
            if (at == 0 && !IsHeadline(line, plan))
            {
                throw Foreign(path);
            }

            if (at > 0)
            {
                if (SweepJsonLines.TryRead(line, plan) is not { } row)
                {
                    break;
                }

                rows.Add(row);
            }

            at += length + 1;
        }

        return at;
    }

    private static SweepException Foreign(string path) =>
        new($"'{path}' is not of this sweep, or of another version of the program. Remove it, or write elsewhere.");

    private static bool IsHeadline(string line, SweepPlan plan)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("sweep", out JsonElement identity)
                && identity.ValueKind == JsonValueKind.String
                && identity.GetString() == plan.Identity;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
