import { examplesOf } from '../question-types/examples.js';
import { questionTypes, UNITS_PER_MARK } from '../question-types/index.js';
import { CANARY } from './questions.js';

/** Every example of every type, with the canary in each feedback. */
export const typeExamples = questionTypes.flatMap((type) =>
  examplesOf(type.code).map((example, index) => ({
    name: `${type.code} ${index + 1}`,
    type,
    example,
    body: type.body.parse(withCanary(example.body)),
  })),
);

/** “3/2” marks in units. */
export function unitsOf(marks: string): number {
  const [part = 0, whole = 1] = marks.split('/').map(Number);
  return (part * UNITS_PER_MARK) / whole;
}

/** The same body with the canary in every feedback. */
export function withCanary(body: object): object {
  return JSON.parse(JSON.stringify(body), (key, value) =>
    key === 'feedback' ? `${CANARY} ${value}` : value,
  );
}
