const problems = ["a", "b"].map((name) => new Error(`no ${name}`));
throw new AggregateError(problems, "two problems");
