using System.Reflection;

namespace AutoGrad.Mutation;

/// <summary>The switch of the mutated engine that this process has loaded.</summary>
internal static class MutantSwitch
{
    private const int MostMutants = 1 << 16;

    private static readonly Type s_switch = Assembly.Load("AutoGrad").GetTypes().Single(type => type.Name == MutatedAssembly.Switch);
    private static readonly FieldInfo s_active = s_switch.GetField(MutatedAssembly.Active)!;
    private static readonly FieldInfo s_marks = s_switch.GetField(MutatedAssembly.Marks)!;

    /// <summary>Does work with a mutant in place of the code that it changes.</summary>
    public static TResult With<TResult>(int mutant, Func<TResult> work)
    {
        s_active.SetValue(null, mutant);
        TResult result = work();
        s_active.SetValue(null, -1);
        return result;
    }

    /// <summary>The mutants whose place a piece of work goes through.</summary>
    public static IEnumerable<int> CoveredBy(Action work)
    {
        var marks = new byte[MostMutants];
        s_active.SetValue(null, -1);
        s_marks.SetValue(null, marks);
        work();
        s_marks.SetValue(null, null);
        return Enumerable.Range(0, MostMutants).Where(mutant => marks[mutant] != 0);
    }
}
