using System.Text;

namespace MthpDsl.Tests.BadInput;

/// <summary>Files as no program writes them: bytes changed, cut, doubled and put elsewhere. The same seed does the same.</summary>
internal static class HostileBytes
{
    private static readonly byte[][] Odd =
    [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], [0xC3], [0xF0, 0x9F, 0x98, 0x80],
        .. new[]
        {
            "\n", "\r", "\t", " ", "\"", "\\", "{", "}", "[", "]", "(", ")", ",", ":", "-", "^", "..", "#", "=", "\u2028", "\u202e", "\u001b[2J",
            "0", "-1", "9223372036854775807", "99999999999999999999999", "1e999", "0x", "0xffffffffffffffff", "16T", "null", "true", "{}", "[]", "\"\"",
            "<script>", "$(reboot)", "%s%n", "../../..",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The bytes after some changes, one at least.</summary>
    public static byte[] Of(byte[] bytes, int seed, int most = 8)
    {
        Random random = new(seed);
        List<byte> changed = [.. bytes];
        for (int i = random.Next(1, most + 1); i > 0; i--)
        {
            Change(changed, random);
        }

        return [.. changed];
    }

    /// <summary>Bytes that were never anything else.</summary>
    public static byte[] Noise(int length, int seed)
    {
        byte[] noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private static void Change(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 12), bytes.Count - at);
        byte[] odd = Odd[random.Next(Odd.Length)];
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.InsertRange(at, odd);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, odd);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                List<byte> moved = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                break;
        }
    }
}
