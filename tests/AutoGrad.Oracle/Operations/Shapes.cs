using System.Numerics;

namespace AutoGrad.Oracle.Operations;

internal static class Shapes
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }
}
