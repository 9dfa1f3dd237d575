using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>Ranges of bits, held against an array of booleans.</summary>
public sealed class BitmapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Ranges_are_set_cleared_and_counted_across_words(int seed)
    {
        ulong[] words = new ulong[5];
        bool[] plain = new bool[320];
        Random random = new(seed);
        for (int step = 0; step < 500; step++)
        {
            int first = random.Next(plain.Length);
            int count = random.Next(plain.Length - first + 1);
            bool value = random.Next(2) == 0;

            Bitmap.Set(words, first, count, value);
            Array.Fill(plain, value, first, count);

            int from = random.Next(plain.Length);
            int most = random.Next(plain.Length - from + 1);
            Assert.Equal(plain.Skip(from).Take(most).Count(bit => bit), Bitmap.Count(words, from, most));
        }
    }

    [Theory]
    [InlineData(0b1011_1000, 0, 3)]
    [InlineData(0b1011_1000, 2, 5)]
    [InlineData(0b1011_1000, 3, 7)]
    [InlineData(ulong.MaxValue, 63, 63)]
    public void A_set_bit_is_found_by_its_number_on_any_processor(ulong bits, int number, int place)
    {
        Assert.Equal(place, Bitmap.PlaceOf(bits, number));
        Assert.Equal(place, Bitmap.PlaceBitByBit(bits, number));
    }
}
