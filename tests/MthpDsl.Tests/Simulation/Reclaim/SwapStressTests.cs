using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using Xunit;

namespace MthpDsl.Tests.Simulation.Reclaim;

/// <summary>
/// Random work with forks, swap and pressure. After every step each process reads what a plain dictionary says it wrote, and all
/// the books balance: resident and swapped pages, references to slots, frames, charges.
/// </summary>
public sealed class SwapStressTests
{
    private const int HeapPages = 1024 + 128;

    public static TheoryData<string, SwapKind, int> Cases()
    {
        var cases = new TheoryData<string, SwapKind, int>();
        foreach (SwapKind kind in Enum.GetValues<SwapKind>())
        {
            foreach (string kernel in new[] { "6.12", "6.18", "mainline" })
            {
                cases.Add(kernel, kind, 256);
                cases.Add(kernel, kind, 7);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_lost_and_the_books_balance(string kernel, SwapKind kind, int megabytes)
    {
        var world = new World(KernelModel.Find(kernel)!, kind, megabytes.MiB());
        for (int step = 0; step < 100; step++)
        {
            string done = world.Step();
            world.Check($"step {step}: {done}");
        }

        world.SwapOff();
        world.Check("swapoff");
    }

    private sealed class World
    {
        private static readonly string[] Sizes = ["16kB", "32kB", "64kB", "256kB", "1024kB", "2048kB"];

        private readonly Random _random;
        private readonly SwapWorld _world;
        private readonly Dictionary<Process, long[]> _model = [];
        private int _children;
        private int _checks;

        public World(KernelModel kernel, SwapKind kind, ByteSize memory)
        {
            _random = new Random((int)kind + kernel.Name.Length);
            var options = new MachineOptions { Memory = memory, Swap = new SwapOptions(6.MiB(), kind) };
            _world = new SwapWorld(kernel, new ByteSize(HeapPages * 4096L), options, Sizes);
            _world.Sysfs("khugepaged/max_ptes_none", 100);
            _model.Add(_world.Main, new long[HeapPages]);
        }

        private Machine Machine => _world.Machine;

        public string Step()
        {
            Process process = _model.Keys.ElementAt(_random.Next(_model.Count));
            int first = _random.Next(HeapPages);
            int end = Math.Min(HeapPages, first + 1 + _random.Next(_random.Next(2) == 0 ? 20 : 700));
            int what = _random.Next(14);
            switch (what)
            {
                case 0 or 1 or 2:
                    bool zeros = _random.Next(4) == 0;
                    Errno errno = process.Write(_world.Pages(first, end), AccessPattern.Default with { Zeros = zeros });
                    for (int page = first; page < end; page++)
                    {
                        _model[process][page] = process.ContentOf(Vpn(page));
                        Assert.True(errno == Errno.ENOMEM || zeros == (_model[process][page] == 0));
                    }

                    return $"{process.Name} writes {first}..{end} {zeros} {errno}";
                case 3 or 4:
                    process.Read(_world.Pages(first, end));
                    return $"{process.Name} reads {first}..{end}";
                case 5 or 6:
                    process.Advise(_world.Pages(first, end), Advice.Pageout);
                    return $"{process.Name} pages out {first}..{end}";
                case 7:
                    process.Advise(_world.Pages(first, end), Advice.Dontneed);
                    _model[process].AsSpan(first, end - first).Clear();
                    return $"{process.Name} drops {first}..{end}";
                case 8:
                    process.Advise(_world.Pages(first, end), _random.Next(2) == 0 ? Advice.Cold : Advice.Willneed);
                    return $"{process.Name} advises {first}..{end}";
                case 9:
                    Machine.Reclaim(new ByteSize(_random.Next(1000) * 4096L));
                    return "reclaim";
                case 10:
                    Machine.DropCaches();
                    return "drop caches";
                case 11:
                    return ForkOrExit(process);
                case 12:
                    process.Advise(_world.Pages(first, end), Advice.Collapse);
                    return $"{process.Name} collapses {first}..{end}";
                default:
                    _world.Enable([.. Sizes.Where(_ => _random.Next(2) == 0)]);
                    return "sizes";
            }
        }

        public void SwapOff()
        {
            bool enough = Machine.SwapOff() == Errno.None;
            Assert.Equal(enough, Machine.Swap is null);
            Assert.True(!enough || _model.Keys.All(process => process.Mm.SwapPages == 0));
        }

        public void Check(string after)
        {
            foreach ((Process process, long[] model) in _model)
            {
                long rss = 0;
                long swapped = 0;
                for (int page = 0; page < HeapPages; page++)
                {
                    Assert.True(model[page] == process.ContentOf(Vpn(page)), $"{after}: page {page} of {process.Name}");
                    Pte pte = process.Mm.Pages.ReadPte(Vpn(page));
                    rss += pte.IsPage ? 1 : 0;
                    swapped += pte.IsSwap ? 1 : 0;
                }

                Assert.True((rss, swapped) == (process.Mm.AnonRssPages, process.Mm.SwapPages), $"{after}: counts of {process.Name}");
            }

            if (Machine.Swap is { } swap)
            {
                CheckSlots(swap, after);
            }

            if (++_checks % 4 == 0)
            {
                CheckFrames(after);
            }
        }

        private void CheckSlots(SwapDevice swap, string after)
        {
            var references = new Dictionary<long, int>();
            foreach (Process process in _model.Keys)
            {
                for (int page = 0; page < HeapPages; page++)
                {
                    Pte pte = process.Mm.Pages.ReadPte(Vpn(page));
                    if (pte.IsSwap)
                    {
                        references[pte.Payload] = references.GetValueOrDefault(pte.Payload) + 1;
                    }
                }
            }

            foreach (long slot in swap.EnumerateUsed())
            {
                Assert.True(references.GetValueOrDefault(slot) == swap.References(slot), $"{after}: slot {slot}");
                Assert.True(swap.References(slot) > 0 || swap.CachedFolio(slot) >= 0, $"{after}: slot {slot} is lost");
                references.Remove(slot);
            }

            Assert.True(references.Count == 0, $"{after}: an entry names a slot that is free");
        }

        private void CheckFrames(string after)
        {
            FrameTable frames = Machine.Frames;
            long pages = 0;
            foreach (long head in frames.Heads())
            {
                pages += frames.Pages(head);
                int maps = Machine.Rmap.Walk(head).Count;
                Assert.True(maps == Machine.Folios.MapCount(head), $"{after}: map count of {head}");
                Assert.True(maps > 0 || frames.Has(head, FolioFlags.SwapCache), $"{after}: {head} is lost");
                Assert.True(frames.Has(head, FolioFlags.Lru) || Machine.LruAddBatch.Contains(head), $"{after}: {head} is off the LRU");
                if (frames.Has(head, FolioFlags.SwapCache))
                {
                    Assert.True(Machine.Swap!.CachedFolio(Machine.SwapCache.SlotOf(head)) == head, $"{after}: cache of {head}");
                }
            }

            Assert.True(pages == Machine.Cgroup.Usage, $"{after}: charges");
            Assert.True(Machine.Buddy.TotalFrames - Machine.Buddy.FreeFrames - pages is 0 or 512, $"{after}: frames");
            Machine.Buddy.Verify();
        }

        private string ForkOrExit(Process process)
        {
            if (process != _world.Main && _random.Next(2) == 0)
            {
                process.Exit();
                _model.Remove(process);
                return $"{process.Name} exits";
            }

            if (_model.Count == 3)
            {
                return "nothing";
            }

            Process child = process.Fork($"child{_children++}");
            _model.Add(child, [.. _model[process]]);
            return $"{process.Name} forks";
        }

        private long Vpn(int page) => (_world.Heap.Range.Start >> 12) + page;
    }
}
