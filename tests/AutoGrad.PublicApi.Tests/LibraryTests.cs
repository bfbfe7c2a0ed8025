using System.Diagnostics;
using System.Reflection;

namespace AutoGrad.PublicApi.Tests;

/// <summary>What a project that references the library gets.</summary>
public class LibraryTests
{
    [Fact]
    public void Library_is_optimised_in_every_configuration()
    {
        DebuggableAttribute? debuggable = typeof(Tape<double>).Assembly.GetCustomAttribute<DebuggableAttribute>();

        Assert.False(debuggable?.IsJITOptimizerDisabled ?? false);
    }

    [Fact]
    public void Library_depends_on_the_runtime_and_on_tensors_alone()
    {
        IEnumerable<string> others = typeof(Tape<double>).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => !File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll")));

        Assert.Equal(["System.Numerics.Tensors"], others);
    }
}
