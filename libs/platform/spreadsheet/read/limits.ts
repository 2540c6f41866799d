const MiB = 1024 * 1024;

/** What a list of at most 100,000 people can need; anything past these is refused before it costs memory. */
export const LIMITS = {
  fileBytes: 25 * MiB,
  rows: 100_000,
  columns: 256,
  cells: 4_000_000,
  cellLetters: 32_767,
  /** In all cells of a sheet: one long shared text can be named by a million cells. */
  letters: 50_000_000,
  merges: 50_000,
  sheets: 60,
  zipEntries: 2_000,
  inflatedBytes: 256 * MiB,
  /** Sheets inflate 5 to 60 times, deflate's own bound is 1,032; checked only where it could hurt. */
  ratio: 200,
  ratioFrom: 8 * MiB,
} as const;
