// What `mark` and `measure` accept, and what they refuse.
const tried = (name, work) => {
  try {
    console.log(name, "=>", work());
  } catch (error) {
    console.log(name, "!!", error.name, error.code, error.message);
  }
};
for (const options of [123, "text", () => {}, { startTime: "now" }, { startTime: -1 }])
  tried("mark", () => performance.mark("it", options));
tried("no name", () => performance.mark());
tried("no name", () => new PerformanceMark());
tried("null", () => performance.mark("it", null).name);
performance.mark("five", { startTime: 5 });
performance.mark("nine", { startTime: 9, detail: { because: [1, 2] } });
const span = (...args) => {
  const { startTime, duration, detail } = performance.measure("span", ...args);
  return [startTime, duration, JSON.stringify(detail)].join(" ");
};
tried("names", () => span("five", "nine"));
tried("from null", () => span(null, "nine"));
tried("from nothing", () => span(undefined, "five"));
tried("options and an end", () => span({}, "nine"));
tried("start and an end", () => span({ start: 2 }, 12));
tried("start and end", () => span({ start: "five", end: "nine", detail: "why" }));
tried("start and duration", () => span({ start: 1, duration: 3 }));
tried("end and duration", () => span({ end: "nine", duration: 2 }));
tried("all three", () => span({ start: 1, end: 2, duration: 1 }));
tried("negative", () => span({ start: -1 }));
tried("negative", () => span({ end: -1 }));
tried("unknown", () => span("nobody"));
tried("no name", () => performance.measure());
tried("by name", () => performance.getEntriesByName("span").length);
tried("by no name", () => performance.getEntriesByName());
tried("by no type", () => performance.getEntriesByType());
tried("clear", () => performance.clearMarks(Symbol("it")));
performance.clearMarks("five");
tried("marks left", () => performance.getEntriesByType("mark").map((it) => it.name).join());
performance.clearMarks(null);
performance.clearMarks();
tried("none left", () => performance.getEntriesByType("mark").length);
tried("tags", () => [performance.mark("t"), performance.measure("t")].map((it) => Object.prototype.toString.call(it)));
tried("size", () => performance.setResourceTimingBufferSize());
