import { examplesOf } from '../question-types/examples.js';
import { questionTypes } from '../question-types/index.js';
import type { OutgoingQuestion } from './item.js';

/** Formats differ in where they have a place for feedback. */
const withoutFeedback = (body: object): object =>
  JSON.parse(JSON.stringify(body, (key, each) => (key === 'feedback' ? undefined : each)));

/** Every example of every type, with its feedback and without, as it would lie in a bank. */
export const allExamples = (): OutgoingQuestion[] =>
  questionTypes.flatMap((type) =>
    examplesOf(type.code)
      .flatMap(({ stem, body }) => [
        { stem, body },
        { stem, body: withoutFeedback(body) },
      ])
      .map(({ stem, body }, index) => ({
        ...{ externalId: `${type.code}-${index + 1}`, type: type.code, stem: `${stem} (${index + 1})` },
        ...{ body: type.body.parse(body) as object, explanation: 'Vì quy định nêu rõ.', tags: ['a'] },
        ...{ componentCode: '6.1', level: 2, difficulty: 3, lessonSlug: null },
      })),
  );
