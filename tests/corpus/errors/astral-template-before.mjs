const n = `𝒳 ${"🎉".length} 𝒴`; n.missing();
