console.log([((a, b) => {}).length, ((a, b = 1, c) => {}).length, ((...r) => {}).length, (({ a }, [b]) => {}).length].join());
