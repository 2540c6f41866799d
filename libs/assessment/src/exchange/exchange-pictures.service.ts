import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { QuestionInput } from '../bank/question.input.js';
import { QuestionPictures } from '../picture/question-pictures.service.js';
import type { FoundItem, OutgoingPicture, OutgoingPictures, OutgoingQuestion } from './item.js';
import { picturesShown, withPictures } from './shown-pictures.js';

/** Pictures of questions on their way into banks and out of them. */
@Injectable()
export class ExchangePictures {
  constructor(private readonly pictures: QuestionPictures) {}

  /** The questions with the pictures that the bank has already; nothing is written. */
  async foreseen(bankId: string, items: FoundItem[]): Promise<QuestionInput[]> {
    const hashes = items.flatMap(({ pictures }) => pictures.map(({ sha256 }) => sha256));
    const known = hashes.length > 0 ? await this.pictures.known(bankId, hashes) : new Map<string, string>();
    return questionsWith(items, (sha256) => known.get(sha256));
  }

  /** The questions with their pictures taken into the bank. */
  async taken(tx: EntityManager, bankId: string, items: FoundItem[], by: string | null) {
    const ids = new Map<string, string>();
    for (const { sha256, name, content } of items.flatMap(({ pictures }) => pictures))
      if (!ids.has(sha256)) ids.set(sha256, (await this.pictures.add(tx, bankId, { name, content }, by)).id);
    return questionsWith(items, (sha256) => ids.get(sha256));
  }

  /** What the questions show, for a writer. */
  async outgoing(questions: OutgoingQuestion[]): Promise<OutgoingPictures> {
    const ids = questions.flatMap(({ body }) => picturesShown(body));
    const found = ids.length > 0 ? await this.pictures.among(ids) : [];
    return new Map(
      found.map((picture): [string, OutgoingPicture] => [
        picture.id,
        {
          name: path.posix.basename(picture.storageKey),
          type: picture.type,
          content: () => this.pictures.read(picture),
        },
      ]),
    );
  }
}

function questionsWith(items: FoundItem[], idOf: (sha256: string) => string | undefined): QuestionInput[] {
  return items.flatMap(({ question, pictures }) => {
    if (!question) return [];
    const bankId = (id: string) => {
      const shown = pictures.find((picture) => picture.id === id);
      return shown && idOf(shown.sha256);
    };
    return { ...question, body: withPictures(question.body as object, bankId) } as QuestionInput;
  });
}
