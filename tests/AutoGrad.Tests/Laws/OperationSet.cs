using System.Reflection;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

/// <summary>All operations of the engine, found by reflection, so that none can go unchecked.</summary>
internal static class OperationSet
{
    private static readonly Dictionary<string, Type> ByName = typeof(IOperation<>).Assembly.GetTypes()
        .Where(type => type.IsValueType && Implements(type, typeof(IOperation<>)))
        .ToDictionary(type => type.Name);

    public static IReadOnlyCollection<Type> Types => ByName.Values;

    public static TheoryData<string> All => new(ByName.Keys.Order(StringComparer.Ordinal));

    public static TheoryData<string> Elementwise => Of(typeof(IElementwise<>));

    public static TheoryData<string> BinaryElementwise => Of(typeof(IBinaryElementwise<>));

    public static TheoryData<string> TernaryElementwise => Of(typeof(ITernaryElementwise<>));

    public static TheoryData<string> Structured => Of(typeof(IStructuredOperation<>));

    public static bool Implements(Type type, Type contract) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == contract);

    public static Type TypeOf(string name) => ByName[name];

    /// <summary>Calls the static generic method of a test class for one operation; what it raises comes out as it is.</summary>
    public static void Visit(string name, Type tests, string method) => Visit(name, tests, method, []);

    /// <summary>The same for a method that has the element type as its first type parameter.</summary>
    public static void Visit(string name, Type tests, string method, params Type[] first) => tests
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
        .MakeGenericMethod([.. first, ByName[name]])
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    /// <summary>How many operations there are of a kind.</summary>
    public static int CountOf(Type contract) => ByName.Values.Count(type => Implements(type, contract));

    private static TheoryData<string> Of(Type contract) =>
        new(ByName.Where(entry => Implements(entry.Value, contract)).Select(entry => entry.Key).Order(StringComparer.Ordinal));
}
