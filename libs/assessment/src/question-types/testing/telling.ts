/** Begins every id of a body of {@link telling}; never to reach a browser before release. */
export const TELLING = 'vi-tri-tac-gia';

type Thing = Record<string, unknown>;

/** The lists whose order is the author's own; the questions of a stimulus are meant to keep theirs. */
const isList = (key: string, value: unknown): value is Thing[] =>
  Array.isArray(value) && !['questions', 'accepted'].includes(key) && typeof value[0] === 'object';

/**
 * The same question as an author writes it who names each thing by its place; `reversed`: who writes every list
 * from its other end.
 */
export function telling(body: object, reversed = false): object {
  let next = 0;
  const renamed = new Map<string, string>();
  const named = (given: Thing): Thing => {
    if (!('text' in given || 'label' in given || 'word' in given || 'options' in given)) return given;
    const id = `${TELLING}-${next++}`;
    if (typeof given['id'] === 'string') renamed.set(given['id'], id);
    return { ...given, id };
  };
  const walk = (value: unknown, key = ''): unknown => {
    if (isList(key, value)) {
      const things = value.map((thing) => walk(named(thing)));
      return reversed ? things.reverse() : things;
    }
    if (Array.isArray(value)) return value.map((each) => (typeof each === 'object' ? bodyOf(each) : each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]));
  };
  const bodyOf = (question: Thing): unknown =>
    'body' in question ? { ...question, body: telling(question['body'] as object, reversed) } : question;
  const refer = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each) => refer(each));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, refer(each, name)]));
    if (typeof value !== 'string') return value;
    if (['match', 'category', 'token', 'word'].includes(key)) return renamed.get(value) ?? value;
    return value.replace(/\[\[([^\]]*)\]\]/g, (gap, id: string) =>
      renamed.has(id) ? `[[${renamed.get(id)}]]` : gap,
    );
  };
  return refer(walk(body)) as object;
}
