console.log([0, "", false, NaN, null, undefined].map((v) => String(v ?? "d")).join("|"), null ?? undefined ?? 1, (null || undefined) ?? 2);
