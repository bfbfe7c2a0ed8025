using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AutoGrad.Mutation;

/// <summary>The engine with all of Stryker's mutants in it, each behind a switch.</summary>
/// <remarks>
/// Stryker's switch reads environment variables and keeps its coverage in a list under a lock, which makes the engine's loops
/// a hundred times slower. It is rewritten to a comparison, and a mark in an array while coverage is taken.
/// </remarks>
internal static class MutatedAssembly
{
    public const string Switch = "MutantControl";
    public const string Marks = "Marks";
    public const string Active = "ActiveMutant";

    /// <summary>Rewrites the switch of an assembly file, and gives the numbers of the mutants that it holds outside of static initialisers.</summary>
    /// <remarks>Mutants that did not compile are not in it. A static initialiser runs once in a process, whichever mutant is tested later.</remarks>
    public static HashSet<int> Prepare(string path)
    {
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true });
        TypeDefinition control = module.Types.Single(type => type.Name == Switch);
        Rewrite(module, control);
        HashSet<int> mutants = [];
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && !(method.IsStatic && method.IsConstructor)))
        {
            mutants.UnionWith(method.Body.Instructions.Where(IsQuestion).Select(call => Constant(call.Previous)));
        }

        module.Write(path);
        return mutants;
    }

    private static void Rewrite(ModuleDefinition module, TypeDefinition control)
    {
        var marks = new FieldDefinition(Marks, FieldAttributes.Public | FieldAttributes.Static, new ArrayType(module.TypeSystem.Byte));
        control.Fields.Add(marks);
        control.Methods.Remove(control.Methods.Single(method => method.IsConstructor && method.IsStatic));
        MethodDefinition question = control.Methods.Single(method => method.Name == "IsActive");
        question.AggressiveInlining = true;
        question.Body = new MethodBody(question);
        ILProcessor body = question.Body.GetILProcessor();
        Instruction answer = body.Create(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldsfld, marks);
        body.Emit(OpCodes.Brfalse, answer);
        body.Emit(OpCodes.Ldsfld, marks);
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Ldc_I4_1);
        body.Emit(OpCodes.Stelem_I1);
        body.Append(answer);
        body.Emit(OpCodes.Ldsfld, control.Fields.Single(field => field.Name == Active));
        body.Emit(OpCodes.Ceq);
        body.Emit(OpCodes.Ret);
    }

    private static bool IsQuestion(Instruction instruction) =>
        instruction.OpCode == OpCodes.Call && instruction.Operand is MethodReference { Name: "IsActive", DeclaringType.Name: Switch };

    private static int Constant(Instruction load) => load.OpCode.Code switch
    {
        Code.Ldc_I4 => (int)load.Operand,
        Code.Ldc_I4_S => (sbyte)load.Operand,
        >= Code.Ldc_I4_0 and <= Code.Ldc_I4_8 and var code => code - Code.Ldc_I4_0,
        _ => throw new InvalidDataException($"{load} is not the number of a mutant"),
    };
}
