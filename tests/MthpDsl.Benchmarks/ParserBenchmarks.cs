using System.Text;
using BenchmarkDotNet.Attributes;
using MthpDsl.Language;
using Sprache;

namespace MthpDsl.Benchmarks;

/// <summary>The parser against the grammar one writes at first; a megabyte each time, so that 200 ms are 5 MB/s.</summary>
[Config(typeof(SingleRuns))]
public class ParserBenchmarks
{
    private string _text = "";

    /// <summary>Writes the megabyte.</summary>
    [GlobalSetup]
    public void WriteText()
    {
        StringBuilder text = new();
        while (text.Length < 1_000_000)
        {
            text.Append("sysfs hugepages-64kB/enabled = madvise\nmap a 2M\nwrite a[64K..128K]\nmadvise a hugepage\nkhugepaged scan 2\n")
                .Append("expect a = 2 x 64K pte exclusive, none 64K, 16 x (4K exclusive, none 60K), 8 x 4K shared,\n    zero 16K, swap 16K\n");
        }

        _text = text.ToString();
    }

    /// <summary>The baseline: statements only, no spans, no recovery.</summary>
    [Benchmark(Baseline = true)]
    public int Naive() => NaiveGrammar.File.Parse(_text).Count();

    /// <summary>The parser of the language.</summary>
    [Benchmark]
    public int Parsed() => ScenarioParser.Parse(SourceText.From(_text)).Statements.Count;

    /// <summary>Parser and binder.</summary>
    [Benchmark]
    public int Bound() => ScenarioBinder.Bind(SourceText.From(_text)).Statements.Count;
}
