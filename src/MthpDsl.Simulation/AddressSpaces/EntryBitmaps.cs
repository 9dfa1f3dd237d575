using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.AddressSpaces;

/// <summary>What a scan for collapse asks of the entries of one page table, a bit each.</summary>
/// <param name="entries">Entries of the table.</param>
/// <param name="pages">Bit i: entry i maps a page of a folio; not the zero page.</param>
/// <param name="young">Bit i: it does, and is young.</param>
/// <param name="writable">Bit i: it does, and is writable.</param>
internal readonly ref struct EntryBitmaps(
    int entries, ReadOnlySpan<ulong> pages, ReadOnlySpan<ulong> young, ReadOnlySpan<ulong> writable)
{
    public ReadOnlySpan<ulong> Pages { get; } = pages;

    public ReadOnlySpan<ulong> Young { get; } = young;

    public ReadOnlySpan<ulong> Writable { get; } = writable;

    /// <summary>Whether any page is young. Mostly one of the first is, so the words are asked one by one.</summary>
    public bool HasYoung
    {
        get
        {
            foreach (ulong word in Young)
            {
                if (word != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Entries that map a page, in the table's first so many.</summary>
    public int PagesInFirst(int count)
    {
        int pages = 0;
        ReadOnlySpan<ulong> whole = Pages[..(count >> 6)];
        foreach (ulong word in whole)
        {
            pages += BitOperations.PopCount(word);
        }

        int rest = count & 63;
        return rest == 0 ? pages : pages + BitOperations.PopCount(Pages[whole.Length] & ((1UL << rest) - 1));
    }

    /// <summary>Whether any aligned window of an order has so many pages.</summary>
    /// <param name="order">2 to the PMD order.</param>
    /// <param name="pages">How many, 1 to all.</param>
    public bool HasWindow(int order, int pages)
    {
        if (order > 6)
        {
            return HasLargeWindow(1 << (order - 6), pages);
        }

        // A lane of 2^order bits that counts so many pages carries into its uppermost bit.
        ulong lowest = order == 6 ? 1 : ulong.MaxValue / ((1UL << (1 << order)) - 1);
        ulong uppermost = lowest << ((1 << order) - 1);
        Vector256<ulong> missing = Vector256.Create(uppermost - (lowest * (ulong)pages));
        Vector256<ulong> carried = Vector256.Create(uppermost);
        ReadOnlySpan<ulong> words = Pages.Length < Vector256<ulong>.Count ? Padded(stackalloc ulong[Vector256<ulong>.Count]) : Pages;
        for (int group = 0; group < words.Length; group += Vector256<ulong>.Count)
        {
            Vector256<ulong> counts = Counts(Vector256.Create(words.Slice(group, Vector256<ulong>.Count)), order);
            if (((counts + missing) & carried) != Vector256<ulong>.Zero)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many entries have to be looked at until so many map no page; all, where there are not so many.</summary>
    /// <param name="holes">At least 1.</param>
    public int SlotsUntilHole(int holes)
    {
        for (int group = 0; group < Pages.Length; group++)
        {
            ulong absent = ~Pages[group];
            int here = BitOperations.PopCount(absent);
            if (here >= holes)
            {
                return Math.Min((group << 6) + Bitmap.PlaceOf(absent, holes - 1) + 1, entries);
            }

            holes -= here;
        }

        return entries;
    }

    // How many bits are set, side by side in lanes of 2^order bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Counts(Vector256<ulong> words, int order)
    {
        Vector256<ulong> counts = words - ((words >> 1) & Vector256.Create(0x5555_5555_5555_5555UL));
        counts = Added(counts, 2, 0x3333_3333_3333_3333);
        counts = order > 2 ? Added(counts, 4, 0x0f0f_0f0f_0f0f_0f0f) : counts;
        counts = order > 3 ? Added(counts, 8, 0x00ff_00ff_00ff_00ff) : counts;
        counts = order > 4 ? Added(counts, 16, 0x0000_ffff_0000_ffff) : counts;
        return order > 5 ? Added(counts, 32, 0x0000_0000_ffff_ffff) : counts;
    }

    // The sums of neighbours, each in a lane of twice the width.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Added(Vector256<ulong> counts, int width, ulong mask) =>
        (counts & Vector256.Create(mask)) + ((counts >> width) & Vector256.Create(mask));

    private ReadOnlySpan<ulong> Padded(Span<ulong> words)
    {
        words.Clear();
        Pages.CopyTo(words);
        return words;
    }

    private bool HasLargeWindow(int groups, int pages)
    {
        for (int first = 0; first < Pages.Length; first += groups)
        {
            int count = 0;
            foreach (ulong word in Pages.Slice(first, groups))
            {
                count += BitOperations.PopCount(word);
            }

            if (count >= pages)
            {
                return true;
            }
        }

        return false;
    }
}
