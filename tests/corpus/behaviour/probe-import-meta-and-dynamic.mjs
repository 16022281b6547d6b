console.log(typeof import.meta.url, typeof (await import("node:path")).join);
