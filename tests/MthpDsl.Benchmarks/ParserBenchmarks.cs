using System.Text;
using BenchmarkDotNet.Attributes;
using MthpDsl.Language;
using Sprache;

namespace MthpDsl.Benchmarks;

/// <summary>The parser against the grammar one writes at first; the time is of 100 KB, of which that parses one and the parser ten.</summary>
[Config(typeof(SingleRuns))]
public class ParserBenchmarks
{
    private const int Size = 100_000;
    private const int Times = 10;
    private string _part = "";
    private string _whole = "";

    /// <summary>Writes the texts.</summary>
    [GlobalSetup]
    public void WriteText()
    {
        _part = TextOf(Size);
        _whole = TextOf(Size * Times);
    }

    /// <summary>The baseline: statements only, no spans, no recovery.</summary>
    [Benchmark(Baseline = true)]
    public int Naive() => NaiveGrammar.File.Parse(_part).Count();

    /// <summary>The parser of the language.</summary>
    [Benchmark(OperationsPerInvoke = Times)]
    public int Parsed() => ScenarioParser.Parse(SourceText.From(_whole)).Statements.Count;

    /// <summary>Parser and binder.</summary>
    [Benchmark(OperationsPerInvoke = Times)]
    public int Bound() => ScenarioBinder.Bind(SourceText.From(_whole)).Statements.Count;

    private static string TextOf(int length)
    {
        StringBuilder text = new();
        while (text.Length < length)
        {
            text.Append("sysfs hugepages-64kB/enabled = madvise\nmap a 2M\nwrite a[64K..128K]\nmadvise a hugepage\nkhugepaged scan 2\n")
                .Append("expect a = 2 x 64K pte exclusive, none 64K, 16 x (4K exclusive, none 60K), 8 x 4K shared,\n    zero 16K, swap 16K\n");
        }

        return text.ToString();
    }
}
