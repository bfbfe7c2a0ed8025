namespace AutoGrad.Tests.Kernels;

/// <summary>A question asked of a function.</summary>
public interface IElementaryVisitor<TAnswer>
{
    /// <summary>Asks it.</summary>
    TAnswer Visit<TFunction>() where TFunction : struct, IElementaryFunction;
}

/// <summary>All functions of one argument.</summary>
public static class ElementaryForms
{
    private interface IForm
    {
        TAnswer Accept<TAnswer>(IElementaryVisitor<TAnswer> visitor);
    }

    /// <summary>Asks the function of that type.</summary>
    public static TAnswer Run<TAnswer>(Type function, IElementaryVisitor<TAnswer> visitor) =>
        ((IForm)Activator.CreateInstance(typeof(Form<>).MakeGenericType(function))!).Accept(visitor);

    private sealed class Form<TFunction> : IForm where TFunction : struct, IElementaryFunction
    {
        public TAnswer Accept<TAnswer>(IElementaryVisitor<TAnswer> visitor) => visitor.Visit<TFunction>();
    }
}
