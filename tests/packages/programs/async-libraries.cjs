const async = require("async");
const Bluebird = require("bluebird");
async.mapLimit([1, 2, 3], 2, (n, done) => setTimeout(() => done(null, n * 2), 2), (error, all) => console.log(error, all));
async.waterfall([(next) => next(null, 1), (a, next) => next(null, a + 1)], (error, sum) => console.log("waterfall", sum));
Bluebird.map([1, 2, 3], (n) => Bluebird.delay(2).return(n * 3), { concurrency: 1 }).then((all) => console.log("bluebird", all));
Bluebird.reject(new TypeError("typed")).catch(RangeError, () => console.log("no")).catch(TypeError, (error) => console.log(error.message));
