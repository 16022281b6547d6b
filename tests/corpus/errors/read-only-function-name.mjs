function job() {}
job.name = "task";
