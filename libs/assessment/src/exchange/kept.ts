import { questionType } from '../question-types/index.js';
import { ItemRefused, type OutgoingQuestion } from './item.js';

/** Fields that travel as tags, and so are not part of what is compared. */
const TAGGED = ['scoring', 'diacritics', 'letterCase'];

/**
 * Refuses to write what would come back as something else: `read` is the body as it will be read again. Ids are
 * given anew where a format has no place for them.
 */
export function mustComeBack(
  { type, body }: Pick<OutgoingQuestion, 'type' | 'body'>,
  read: () => object,
): void {
  const told = Object.fromEntries(Object.entries(body).filter(([name]) => TAGGED.includes(name)));
  const back = questionType(type).body.safeParse({ ...read(), ...told });
  if (!back.success || said(back.data) !== said(body)) throw new ItemRefused('format-changes-it');
}

/** What a body says, apart from ids and the order in which it names its fields. */
const said = (body: unknown): string => JSON.stringify(sorted(body));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => name !== 'id' && each !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
