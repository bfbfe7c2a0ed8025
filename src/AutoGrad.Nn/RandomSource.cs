using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn;

/// <summary>
/// A stream of random numbers that a seed determines, the same on every machine and release, and whose state is saved with a
/// checkpoint.
/// </summary>
/// <remarks>
/// xoshiro256++ of Blackman and Vigna (2019), seeded by SplitMix64 of Steele, Lea and Flood (2014). Not for cryptography, and
/// not for two threads at the same time.
/// </remarks>
public sealed class RandomSource : IStateful
{
    private readonly ulong[] state = new ulong[4];

    /// <summary>A stream for a seed; equal seeds give equal streams.</summary>
    public RandomSource(long seed)
    {
        ulong counter = (ulong)seed;
        for (int i = 0; i < state.Length; i++)
        {
            counter += 0x9E3779B97F4A7C15;
            ulong mixed = (counter ^ (counter >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            state[i] = mixed ^ (mixed >> 31);
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(state[0] + state[3], 23) + state[0];
        ulong shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>A number from 0 inclusive to 1 exclusive, a multiple of 2^-53.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A normally distributed number of mean 0 and variance 1 (Box and Muller, 1958).</summary>
    public double NextNormal()
    {
        // 1 - u is never 0, so the logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>A whole number from 0 inclusive to <paramref name="end"/> exclusive, every one equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The end is not positive.</exception>
    public int NextIndex(int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(end);

        // Lemire's multiply-and-reject method (2019).
        UInt128 product = (UInt128)NextBits() * (uint)end;
        if ((ulong)product < (uint)end)
        {
            ulong threshold = (0UL - (uint)end) % (uint)end;
            while ((ulong)product < threshold)
            {
                product = (UInt128)NextBits() * (uint)end;
            }
        }

        return (int)(product >> 64);
    }

    /// <summary>Puts the items into a random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextIndex(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<StateSlot> State() =>
    [
        // From all zeros the generator would never get away.
        StateSlot.Of("random", state).Checked(bytes => bytes.ContainsAnyExcept((byte)0) ? null : "all zeros are no state of a random source"),
    ];
}
