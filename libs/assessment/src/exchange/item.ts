import type { QuestionInput } from '../bank/question.input.js';

/** Words for a reason or note: `assessment.exchange.<code>`, or `errors.<code>` where the code has a dot. */
export interface Said {
  code: string;
  params?: Record<string, string | number>;
}

/** Why one item cannot be brought in, or cannot be written in a format. */
export class ItemRefused extends Error {
  constructor(
    readonly code: string,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code);
  }

  get said(): Said {
    return { code: this.code, params: this.params };
  }
}

/** The file as a whole cannot be read. */
export class FileRefused extends ItemRefused {}

/** A picture that a file brings, already judged; `id` stands for it in the body until it has one in a bank. */
export interface FilePicture {
  id: string;
  sha256: string;
  name: string;
  content: Buffer;
  width: number;
  height: number;
}

/** A picture of a question that leaves. */
export interface OutgoingPicture {
  /** Its name in the file: the same bytes have the same name. */
  name: string;
  type: string;
  content(): Promise<Buffer>;
}

/** By the ids that bodies name. */
export type OutgoingPictures = ReadonlyMap<string, OutgoingPicture>;

/** A question as a file gives it, before the question types have checked it. */
export interface Draft {
  /** The file's own code of the question; made from its content when it is not of our form. */
  externalId: string | null;
  /** That code is but a name, which another question of the file may have as well. */
  named?: boolean;
  type: string;
  stem: string;
  body: object;
  explanation?: string | undefined;
  tags: string[];
  /** Those that the body shows. */
  pictures?: FilePicture[];
  /** What the question means here otherwise than in the file. */
  notes: Said[];
}

/** One item of a file, read only when asked for: what is wrong with one must not hold the others. */
export interface FileItem {
  /** Line where it begins, or number in the file, from 1. */
  at: number;
  name: string;
  /** The format's own name of its kind, for items that cannot be read. */
  kind: string;
  /** Throws {@link ItemRefused}. */
  draft(): Draft;
}

/** A question that leaves: what {@link QuestionInput} holds, as checked and stored. */
export interface OutgoingQuestion {
  externalId: string;
  type: string;
  stem: string;
  body: object;
  explanation: string | null;
  componentCode: string | null;
  level: number | null;
  difficulty: number;
  lessonSlug: string | null;
  tags: string[];
}

/** What became of one item. */
export interface FoundItem {
  at: number;
  name: string;
  /** Our type; of a refused item the file's own word where ours is unknown. */
  type: string;
  question: QuestionInput | null;
  pictures: FilePicture[];
  reason: Said | null;
  notes: Said[];
}
