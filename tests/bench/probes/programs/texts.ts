// Words counted with strings and a map.
const text = "the quick brown fox jumps over the lazy dog and the dog sleeps".repeat(12);
const counts = new Map<string, number>();

function words(of: string): string[] {
  const found: string[] = [];
  let begin = 0;
  for (let i = 0; i <= of.length; i++) {
    if (i === of.length || of[i] === " ") {
      if (i > begin) found.push(of.slice(begin, i).toUpperCase());
      begin = i + 1;
    }
  }
  return found;
}

for (let round = 0; round < 25; round++) {
  for (const word of words(text)) {
    const known = counts.get(word) ?? 0;
    counts.set(word, known + 1);
  }
}
console.log([...counts].map(([word, count]) => `${word}=${count}`).join(" ").length);
