// Samples build the same project, and code blocks print to the one console: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
