using MthpDsl.Language;
using MthpDsl.Scenarios.Operations;
using Xunit;

namespace MthpDsl.Tests.Scenarios;

public sealed class OperationTableTests
{
    [Fact]
    public void The_table_of_operations_is_the_twin_of_the_table_of_statements() =>
        Assert.Equal(StatementTable.All.Select(row => row.Name), OperationTable.Rows.Select(row => row.Name));
}
