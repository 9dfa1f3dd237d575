using MthpDsl.Cli.CSharp.Repl;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting;
using MthpDsl.Scripting.Repl;
using Xunit;

namespace MthpDsl.Tests.Repl;

public sealed class TranscriptTests
{
    [Fact]
    public Task Statements_and_CSharp_work_on_one_machine() => Snapshot.Verify(Transcript(
        """
        map heap 2M
        write heap
        sysfs hugepages-2048kB/enabled = never
        sysfs hugepages-64kB/enabled = madvise
        madvise heap hugepage
        khugepaged scan
        khugepaged scan
        expect heap = 32 x 64K
        expect heap = 512 x 4K
        heap.Layout
        heap.Layout.Runs.Count;
        var folios = heap.Layout.Runs.Sum(run => run.Folios);
        folios * 2
        "text"
        new[] { 1, 2 }
        expect { folios == 32 }
        expect { folios == 33 }
        machine.Main.Map("stack", 64.KiB())
        write stack[..16K]
        fork child
        in child write heap[page 3]
        exit child
        madvise stack[0K..8K] dontneed
        unmap stack
        unmap heap[1K..2K]
        """));

    [Fact]
    public Task What_is_wrong_is_said_at_its_place_and_leaves_no_trace() => Snapshot.Verify(Transcript(
        """
        map heap 2M
        wirte heap
        write haep
        write heap[0..5M]
        heap.Wirte()
        int x = "text";
        foo(
        )
        throw new InvalidOperationException("oops");
        heap.Write(); throw new InvalidOperationException("after a write");
        heap.Layout
        swap off
        map heap 1M
        expect { 1 + 1 }
        #foo
        #undo 99
        #undo x
        #kernel 7.0
        #save nothing
        #load no-such-file.mthp
        #history
        """));

    [Fact]
    public Task An_input_without_end_is_stopped_and_the_session_goes_on() => Snapshot.Verify(Transcript(
        """
        map heap 2M
        write heap[..64K]
        while (true) { heap.Write(); }
        ^C
        heap.Layout
        while (true) { try { throw new Exception(); } catch { } }
        ^C
        System.Threading.Thread.Sleep(-1);
        ^C
        repeat 1000000000 {
            write heap
            madvise heap dontneed
        }
        ^C
        int Deep(int n) => Deep(n + 1) + 1;
        Deep(0)
        heap.Layout
        """));

    [Fact]
    public Task Inputs_of_several_lines_are_one() => Snapshot.Verify(Transcript(
        """
        map heap 2M
        for n in 1, 2 {
            write heap[pages n..n + 3]
        }
        int Twice(int n)
        {
            return n * 2;
        }
        Twice(21)
        if (heap.Layout.Runs.Count > 0)
        {
            heap.Write();
        }
        expect heap =
        expect heap = 512 x 4K,

        do {
            heap.Process.Advise(heap.Range, Advice.Dontneed);
        }
        #undo
        """));

    [Fact]
    public async Task Commands_step_back_compare_save_and_load()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "saved.mthp");
        string transcript = Transcript(
            $$"""
            #help
            #help snapshot
            #kernel
            scenario "a claim"
            map heap 2M
            var half = heap.Size.Bytes / 2;
            heap.Process.Write(heap.Slice(new ByteSize(0), new ByteSize(half)));
            sysfs hugepages-2048kB/enabled = never
            sysfs hugepages-64kB/enabled = always
            khugepaged scan
            heap.Layout
            expect { heap.Layout.Runs.Count < 40 }
            #compare 6.12 mainline
            #save {{file}}
            #kernel 6.12
            #history
            #kernel rfc-2024
            #undo 2
            #reset
            #history
            #load {{file}}
            #compare
            #quit
            never reached
            """);

        await Snapshot.Verify(transcript.Replace(folder.Path + "/", "", StringComparison.Ordinal) + "\n\n" + File.ReadAllText(file));
    }

    [Fact]
    public void Every_command_is_in_a_transcript()
    {
        string transcripts = string.Concat(Directory.EnumerateFiles(Repository.Path("tests", "MthpDsl.Tests", "Repl"), "*.verified.txt").Select(File.ReadAllText));
        Assert.All(ReplCommands.All, command => Assert.Contains($"\n> #{command.Name}", transcripts, StringComparison.Ordinal));
    }

    [Fact]
    public void A_closed_pipe_ends_the_session()
    {
        using StringWriter output = new();

        ExitCode exit = ReplLoop.Run(new ReplSession(), new PipePrompt(new StringReader("map heap 64K\nexpect { 1 ==")), output, new PrinterOptions());

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("error", output.ToString(), StringComparison.Ordinal);
    }

    private static string Transcript(string inputs)
    {
        using StringWriter transcript = new() { NewLine = "\n" };
        using ScriptedPrompt prompt = new(inputs, transcript);
        using ReplSession session = new();
        ReplLoop.Run(session, prompt, transcript, new PrinterOptions());
        return transcript.ToString();
    }
}
