import { FORMATS } from './formats.js';
import { ItemRefused, type OutgoingPictures, type OutgoingQuestion, type Said } from './item.js';

export interface WrittenItem {
  externalId: string;
  type: string;
  reason: Said | null;
}

/** The questions that a format can hold as a file, with their pictures, and why the others are not in it. */
export async function writeQuestions(
  format: string,
  questions: Iterable<OutgoingQuestion>,
  pictures: OutgoingPictures = new Map(),
): Promise<{ file: Buffer; items: WrittenItem[] }> {
  const writer = FORMATS[format]!.writer(pictures);
  const items: WrittenItem[] = [];
  for (const question of questions) {
    const { externalId, type } = question;
    try {
      writer.add(question);
      items.push({ externalId, type, reason: null });
    } catch (error) {
      if (!(error instanceof ItemRefused)) throw error;
      items.push({ externalId, type, reason: error.said });
    }
  }
  return { file: await writer.file(), items };
}
