const schedule = (job) => Promise.resolve().then(() => job.run.call());
schedule({ run: {} });
