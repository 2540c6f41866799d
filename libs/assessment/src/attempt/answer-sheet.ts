import type { Answer } from '../question-types/index.js';

/** One step of the journal. */
export interface JournalEntry {
  seq: number;
  /** 1 is the first question of the attempt. */
  position: number;
  /** Null when only the flag changed. */
  answer: Answer | null;
  flagged: boolean | null;
}

/** What an attempt says when its journal is replayed: for each question the last answer and flag by `seq`. */
export class AnswerSheet {
  private readonly answers = new Map<number, Answer>();
  private readonly flags = new Map<number, boolean>();
  readonly lastSeq: number;

  constructor(journal: JournalEntry[]) {
    let last = -1;
    for (const { seq, position, answer, flagged } of [...journal].sort((a, b) => a.seq - b.seq)) {
      if (answer !== null) this.answers.set(position, answer);
      if (flagged !== null) this.flags.set(position, flagged);
      last = seq;
    }
    this.lastSeq = last;
  }

  answer(position: number): Answer | null {
    return this.answers.get(position) ?? null;
  }

  /** An empty answer is one taken back, whatever the type of the question. */
  answered(position: number): boolean {
    return (this.answer(position)?.length ?? 0) > 0;
  }

  flagged(position: number): boolean {
    return this.flags.get(position) ?? false;
  }
}
