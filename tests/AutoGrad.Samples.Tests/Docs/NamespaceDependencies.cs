using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Which namespaces of an assembly refer to which others of it: in signatures, fields, bases and method bodies.</summary>
internal static class NamespaceDependencies
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>Pairs of namespaces, the one that refers first.</summary>
    public static HashSet<(string From, string To)> Of(Assembly assembly)
    {
        var pairs = new HashSet<(string From, string To)>();
        foreach (Type type in assembly.GetTypes().Where(type => type.Namespace is not null))
        {
            foreach (Type named in ReferencesOf(type).SelectMany(Parts).Where(named => named.Assembly == assembly && named.Namespace is not null))
            {
                if (named.Namespace != type.Namespace)
                {
                    pairs.Add((type.Namespace!, named.Namespace!));
                }
            }
        }

        return pairs;
    }

    private static IEnumerable<Type> ReferencesOf(Type type)
    {
        IEnumerable<Type> outside = type.GetInterfaces()
            .Concat(type.BaseType is { } parent ? [parent] : [])
            .Concat(type.GetFields(Declared).Select(field => field.FieldType));
        return outside.Concat(type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)).SelectMany(ReferencesOf));
    }

    private static IEnumerable<Type> ReferencesOf(MethodBase method)
    {
        IEnumerable<Type> signature = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (method is MethodInfo { ReturnType: { } result })
        {
            signature = signature.Append(result);
        }

        return method.GetMethodBody() is not { } body
            ? signature
            : [.. signature, .. body.LocalVariables.Select(local => local.LocalType), .. MembersIn(method, body.GetILAsByteArray()!).SelectMany(ReferencesOf)];
    }

    private static IEnumerable<Type> ReferencesOf(MemberInfo member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => [.. method.GetGenericArguments(), method.DeclaringType!],
        _ => member.DeclaringType is { } type ? [type] : [],
    };

    /// <summary>What the tokens in a method's instructions name.</summary>
    private static IEnumerable<MemberInfo> MembersIn(MethodBase method, byte[] body)
    {
        Type[]? ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? ofMethod = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : null;
        for (int at = 0; at < body.Length;)
        {
            OpCode code = body[at] == 0xFE ? Codes[0xFE00 | body[at + 1]] : Codes[body[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at)), ofType, ofMethod)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at))),
                _ => 4,
            };
        }
    }

    /// <summary>A type with what it is made of: elements of arrays and pointers, generic arguments.</summary>
    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
}
