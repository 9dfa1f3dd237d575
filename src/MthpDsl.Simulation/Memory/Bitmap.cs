using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace MthpDsl.Simulation.Memory;

/// <summary>Bits in 64-bit words, as khugepaged's present bitmap keeps them (spec COLLAPSE C.3).</summary>
internal static class Bitmap
{
    public static void Set(Span<ulong> words, int first, int count, bool value)
    {
        while (count > 0)
        {
            int shift = first & 63;
            int width = Math.Min(64 - shift, count);
            ulong mask = (width == 64 ? ulong.MaxValue : (1UL << width) - 1) << shift;
            ref ulong word = ref words[first >> 6];
            word = value ? word | mask : word & ~mask;
            first += width;
            count -= width;
        }
    }

    public static int Count(ReadOnlySpan<ulong> words, int first, int count)
    {
        int total = 0;
        while (count > 0)
        {
            int shift = first & 63;
            int width = Math.Min(64 - shift, count);
            ulong mask = (width == 64 ? ulong.MaxValue : (1UL << width) - 1) << shift;
            total += BitOperations.PopCount(words[first >> 6] & mask);
            first += width;
            count -= width;
        }

        return total;
    }

    /// <summary>The place of a set bit of a word, counted from the lowest, which is number 0. There must be so many.</summary>
    public static int PlaceOf(ulong bits, int number) =>
        Bmi2.X64.IsSupported
            ? BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << number, bits))
            : PlaceBitByBit(bits, number);

    /// <summary><see cref="PlaceOf"/> on processors without BMI2.</summary>
    public static int PlaceBitByBit(ulong bits, int number)
    {
        for (; number > 0; number--)
        {
            bits &= bits - 1;
        }

        return BitOperations.TrailingZeroCount(bits);
    }
}
