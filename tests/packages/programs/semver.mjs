import semver from "semver";
console.log(semver.satisfies("1.2.3", "^1.0.0 || >=3"), semver.inc("1.2.3", "minor"), semver.coerce("v2.3").version, semver.rcompare("1.0.0", "2.0.0"), semver.validRange("~1.2"), semver.sort(["1.10.0", "1.9.0"]));
