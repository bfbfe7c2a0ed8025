namespace AutoGrad.Drawing;

/// <summary>Structure that repeats: so many blocks of so many items, one behind the other.</summary>
/// <param name="Start">The first item.</param>
/// <param name="Length">The items of a block.</param>
/// <param name="Count">The number of blocks; 1 where nothing repeats.</param>
internal readonly record struct RepeatedRun(int Start, int Length, int Count)
{
    // Two of a kind are drawn sooner than explained.
    private const int Fewest = 3;

    // A layer with what follows it, or a step of a sequence with what it picks.
    private const int LongestBlock = 12;

    /// <summary>Splits items into runs that repeat and single items.</summary>
    /// <param name="kinds">What each item is like; items of the same number are equal.</param>
    /// <param name="isBox">Whether an item is a box: runs of bare operations are left alone.</param>
    public static IEnumerable<RepeatedRun> Find(IReadOnlyList<int> kinds, Func<int, bool> isBox)
    {
        for (int start = 0; start < kinds.Count;)
        {
            var best = new RepeatedRun(start, 1, 1);
            for (int length = 1; length <= LongestBlock && start + (Fewest * length) <= kinds.Count; length++)
            {
                int end = start + length;
                while (end < kinds.Count && kinds[end] == kinds[end - length])
                {
                    end++;
                }

                var run = new RepeatedRun(start, length, (end - start) / length);
                bool counts = run.Count >= Fewest && Enumerable.Range(start, length).Any(isBox);
                best = counts && run.Count * length > best.Count * best.Length ? run : best;
            }

            yield return best;
            start += best.Length * best.Count;
        }
    }
}
