import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { fold } from '#platform/text';
import { questionInput } from '../bank/question.input.js';
import { questionTypeCodes } from '../question-types/index.js';
import { FORMATS } from './formats.js';
import { type Draft, type FileItem, FileRefused, type FoundItem, ItemRefused, type Said } from './item.js';
import { inputOf } from './settings-tags.js';

/** Files larger than this hold more than questions. */
export const LARGEST_FILE = 20 * 1024 * 1024;
const MOST_ITEMS = 10_000;

/** Items after which somebody hears of it, and others get their turn. */
const STRIDE = 250;

export type Progress = (done: number, total: number) => Promise<void>;

/**
 * Reads a file of questions: each item is there with its question, or with the reason why it cannot be brought in.
 * Nothing is stored. Throws FileRefused when the file as a whole cannot be read.
 */
export async function readQuestions(
  format: string,
  file: Buffer,
  progress: Progress = async () => {},
): Promise<FoundItem[]> {
  if (file.length > LARGEST_FILE)
    throw new FileRefused('file-too-large', { limit: LARGEST_FILE / 1024 / 1024 });
  const items = await FORMATS[format]!.read(file);
  if (items.length === 0) throw new FileRefused('no-items');
  if (items.length > MOST_ITEMS) throw new FileRefused('too-many-items', { limit: MOST_ITEMS });
  const taken = new Set<string>();
  const all: FoundItem[] = [];
  for (const item of items) {
    if (all.length % STRIDE === 0) {
      await progress(all.length, items.length);
      await setImmediate();
    }
    all.push(found(item, taken));
  }
  await progress(all.length, items.length);
  return all;
}

function found(item: FileItem, taken: Set<string>): FoundItem {
  const { at, name } = item;
  let type = item.kind;
  try {
    const draft = item.draft();
    type = draft.type;
    const question = checked(draft, taken);
    if (taken.has(question.externalId)) throw new ItemRefused('code-twice', { code: question.externalId });
    taken.add(question.externalId);
    const { notes, pictures = [] } = draft;
    return { at, name: name || question.externalId, type, question, pictures, reason: null, notes };
  } catch (error) {
    const reason = reasonOf(error);
    if (!reason) throw error;
    return { at, name, type, question: null, pictures: [], reason, notes: [] };
  }
}

function reasonOf(error: unknown): Said | null {
  if (error instanceof ItemRefused) return error.said;
  if (!(error instanceof InvalidInput)) return null;
  const [first] = error.errors;
  return first ? { code: first.code, params: { ...first.params, field: first.field } } : null;
}

function checked(draft: Draft, taken: ReadonlySet<string>) {
  if (!questionTypeCodes.includes(draft.type)) throw new ItemRefused('type-not-here', { type: draft.type });
  const input = inputOf(draft, codeOf(draft, taken));
  // What the type's schema makes of it is what will be stored.
  const { content } = parseInput(questionInput, input);
  return { ...input, stem: content.stem, body: content.body };
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The file's own code, or one made of its name and content, so that the same file again changes nothing. */
function codeOf({ externalId, named, type, stem, body }: Draft, taken: ReadonlySet<string>): string {
  if (externalId && CODE.test(externalId) && !(named && taken.has(externalId))) return externalId;
  const words = fold(externalId ?? stem)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const hash = createHash('sha256')
    .update(JSON.stringify([type, stem, body]))
    .digest('hex')
    .slice(0, 10);
  return words ? `${words}-${hash}` : hash;
}
