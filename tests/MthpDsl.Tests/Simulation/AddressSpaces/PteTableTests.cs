using CsCheck;
using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using Xunit;

namespace MthpDsl.Tests.Simulation.AddressSpaces;

/// <summary>A page table reads as an array of words would, in whichever form it keeps its entries.</summary>
public sealed class PteTableTests
{
    private const int Entries = 512;
    private const ulong Fresh = Pte.PresentBit | Pte.YoungBit | Pte.WriteBit | Pte.DirtyBit;

    private enum Kind
    {
        FreshPage,
        OldPage,
        None,
        ZeroPage,
        Swap,
        FarPage,
        Join,
        FreshFault,
    }

    private sealed record Step(Kind Kind, int First, int Count, long Payload);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency((4, Gen.Const(Kind.FreshPage)), (4, Gen.Const(Kind.FreshFault)), (2, Gen.Const(Kind.Join)), (2, Gen.Enum<Kind>())),
        Gen.Int[0, Entries - 1],
        Gen.Frequency((4, Gen.Const(1)), (1, Gen.Int[1, Entries])),
        Gen.Long[1, 1 << 20],
        (kind, first, count, payload) => new Step(kind, first, Math.Min(count, Entries - first), payload));

    [Fact]
    public void Any_history_reads_as_an_array_of_words() => Steps.Array[1, 40].Sample(
        steps =>
        {
            var pages = new PageTable(PageGeometry.Pages4K);
            PteTable table = pages.EnsureTable(7);
            var plain = new Pte[Entries];
            foreach (Step step in steps)
            {
                Apply(pages, table, plain, step);
                Assert.Equal(Enumerable.Range(0, Entries).All(i => plain[i].IsNone), table.Clone().IsEmpty);
            }

            Assert.Equal(plain, Enumerable.Range(0, Entries).Select(i => table[i]));
            Assert.Equal(plain, Enumerable.Range(0, Entries).Select(i => table.Clone()[i]));
            Assert.Equal(plain.Any(pte => pte.IsSwap), table.HasSwap);
            AssertBitmaps(plain, table.Bitmaps);
            for (int i = 0; i < Entries; i += 5)
            {
                Assert.Equal(plain.AsSpan(i, 5 + (i / 256 * -3)).ToArray().All(pte => pte.IsNone), table.IsNone(i, 5 + (i / 256 * -3)));
                Assert.Equal(plain[i].IsPage ? RunOf(plain, i) : 0, plain[i].IsPage ? table.RunLength(i, Entries - i) : 0);
            }
        },
        iter: 400);

    [Fact]
    public void A_stretch_reads_the_same_once_one_entry_left_it_also_where_32_bits_end()
    {
        foreach (int before in (int[])[600, 516, 515, 514, 513, 512, 511, 256, 3, 2, 1, 0, -1])
        {
            Pte first = Pte.ForFrame(uint.MaxValue - (long)before, Fresh);
            PteTable table = PteTable.OfStretch(Entries, first);
            table[5] = Pte.None;

            Assert.Equal(Enumerable.Range(0, Entries).Select(i => i == 5 ? Pte.None : first.Advance(i)), Enumerable.Range(0, Entries).Select(i => table[i]));
        }
    }

    [Fact]
    public void A_table_has_swap_entries_until_the_last_of_them_is_gone()
    {
        PteTable table = PteTable.OfStretch(Entries, Pte.ForSwap(64, exclusive: false));
        for (int i = 0; i < Entries; i++)
        {
            Assert.True(table.HasSwap);
            table[i] = Pte.ForFrame(1024 + (3 * i), Fresh);
        }

        Assert.False(table.HasSwap);
    }

    [Fact]
    public void Bitmaps_know_what_single_faults_are_about_to_map()
    {
        var pages = new PageTable(PageGeometry.Pages4K);
        PteTable table = pages.EnsureTable(7);
        int mapped = 0;
        foreach (int i in (int[])[63, 0, 64, 511])
        {
            Assert.True(table.TryJoin(pages.Fresh, pages.FirstVpn(7), Fresh));
            pages.Fresh.Map(pages.FirstVpn(7) + i, (uint)(1000 + i));

            Assert.Equal(++mapped, table.Bitmaps.PagesInFirst(Entries));
            Assert.Equal(1UL, table.Bitmaps.Young[i >> 6] >> i & 1);
        }
    }

    [Fact]
    public void Single_faults_may_map_the_holes_of_tables_that_take_part_and_no_other_page()
    {
        var pages = new PageTable(PageGeometry.Pages4K);
        pages.EnsureTable(6);
        PteTable table = pages.EnsureTable(7);
        table.SetRange(100, 50, Pte.ForFrame(2000, Fresh));
        Assert.True(table.TryJoin(pages.Fresh, pages.FirstVpn(7), Fresh));
        pages.Fresh.Map(pages.FirstVpn(7) + 9, 3000);

        for (long vpn = pages.FirstVpn(6); vpn < pages.FirstVpn(9); vpn++)
        {
            Assert.Equal(pages.PmdIndex(vpn) == 7 && pages.ReadPte(vpn).IsNone, pages.Fresh.Contains(vpn));
        }

        table.Leave();
        Assert.False(pages.Fresh.Contains(pages.FirstVpn(7)));
    }

    private static void Apply(PageTable pages, PteTable table, Pte[] plain, Step step)
    {
        if (step.Kind == Kind.Join)
        {
            table.TryJoin(pages.Fresh, pages.FirstVpn(7), Fresh);
            return;
        }

        if (step.Kind == Kind.FreshFault)
        {
            long vpn = pages.FirstVpn(7) + step.First;
            if (pages.Fresh.Contains(vpn))
            {
                Assert.True(plain[step.First].IsNone);
                pages.Fresh.Map(vpn, (uint)step.Payload);
                plain[step.First] = Pte.ForFrame(step.Payload, Fresh);
            }

            return;
        }

        Pte first = step.Kind switch
        {
            Kind.FreshPage => Pte.ForFrame(step.Payload, Fresh),
            Kind.OldPage => Pte.ForFrame(step.Payload, Pte.WriteBit),
            Kind.ZeroPage => Pte.ForZeroPage(Pte.YoungBit),
            Kind.Swap => Pte.ForSwap(step.Payload, exclusive: true),
            Kind.FarPage => Pte.ForFrame(uint.MaxValue - 3 + (step.Payload & 7), Fresh),
            _ => Pte.None,
        };
        table.SetRange(step.First, step.Count, first);
        for (int k = 0; k < step.Count; k++)
        {
            plain[step.First + k] = first.Advance(k);
        }
    }

    private static void AssertBitmaps(Pte[] plain, EntryBitmaps bitmaps)
    {
        for (int i = 0; i < Entries; i++)
        {
            Assert.Equal(plain[i].IsPage, (bitmaps.Pages[i >> 6] >> i & 1) != 0);
            Assert.Equal(plain[i].IsPage && plain[i].IsYoung, (bitmaps.Young[i >> 6] >> i & 1) != 0);
            Assert.Equal(plain[i].IsPage && plain[i].IsWritable, (bitmaps.Writable[i >> 6] >> i & 1) != 0);
        }
    }

    private static int RunOf(Pte[] plain, int i)
    {
        int length = 1;
        while (i + length < Entries && plain[i + length] == plain[i].Advance(length))
        {
            length++;
        }

        return length;
    }
}
