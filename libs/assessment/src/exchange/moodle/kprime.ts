import { fold } from '#platform/text';
import { ItemRefused, type Said } from '../item.js';
import { childOf, childrenOf, wordsOf, type XmlNode } from '../xml/tree.js';

/** Headings of the two columns that mean what ours say; others would come back as something else. */
const TRUE = new Set(['true', 'dung', 'co', 'yes', 'correct', 'ja', 'richtig', 'wahr', 'vrai', 'oui']);
const FALSE = new Set(['false', 'sai', 'khong', 'no', 'incorrect', 'wrong', 'nein', 'falsch', 'faux', 'non']);

const SCORING: Record<string, string> = {
  kprime: 'kprim',
  subpoints: 'partial',
  kprimeonezero: 'exact',
  mtfonezero: 'exact',
};

/** Statements to be judged, as the plugins kprime and mtf of ETH Zürich export them. */
export function kprime(node: XmlNode, read: (node: XmlNode | undefined) => string) {
  const columns = childrenOf(node, 'column').map((column) => ({
    number: column.attributes['number'],
    said: fold(read(childOf(column, 'responsetext')))
      .replace(/\W+/g, ' ')
      .trim(),
  }));
  const truth = columns.find(({ said }) => TRUE.has(said))?.number;
  if (columns.length !== 2 || !truth || !columns.some(({ said }) => FALSE.has(said)))
    throw new ItemRefused('answers-not-understood', { text: columns.map(({ said }) => said).join(', ') });
  const method = wordsOf(childOf(node, 'scoringmethod')).trim() || 'subpoints';
  const scoring = SCORING[method];
  if (!scoring) throw new ItemRefused('unknown-kind', { kind: method.slice(0, 60) });
  const weights = childrenOf(node, 'weight').filter(
    (weight) => Number(wordsOf(childOf(weight, 'value'))) > 0,
  );
  const statements = childrenOf(node, 'row').map((row) => {
    const right = weights.filter(({ attributes }) => attributes['rownumber'] === row.attributes['number']);
    if (right.length !== 1) throw new ItemRefused('row-without-one-match');
    const feedback = read(childOf(row, 'feedbacktext'));
    return {
      text: read(childOf(row, 'optiontext')),
      correct: right[0]!.attributes['columnnumber'] === truth,
      ...(feedback ? { feedback } : {}),
    };
  });
  const notes: Said[] = [];
  return { type: 'kprim', body: { statements, scoring }, notes };
}
