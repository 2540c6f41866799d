/** How many scores (per ten thousand) fall into each tenth of the scale; the last tenth holds 100% too. */
export function scoreHistogram(scoresBp: Iterable<number>): number[] {
  const counts = Array<number>(10).fill(0);
  for (const score of scoresBp) counts[Math.min(9, Math.floor(score / 1000))]! += 1;
  return counts;
}
