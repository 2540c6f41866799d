import { type FileItem, ItemRefused } from '../item.js';
import { singleChoice } from '../moodle-rules.js';
import { aikenBlocks, KEY, OPTION } from './aiken-blocks.js';

/** Aiken: the question, options «A. text» or «A) text», then «ANSWER: A». Moodle's documentation, “Aiken format”. */
export function readAiken(text: string): FileItem[] {
  return aikenBlocks(text).map(({ at, lines }) => ({
    at,
    name: lines[0] ?? '',
    kind: 'single',
    draft: () => draftOf(lines),
  }));
}

function draftOf(lines: string[]) {
  const first = lines.findIndex((line) => OPTION.test(line) || KEY.test(line));
  const asks = lines.slice(0, first < 0 ? lines.length : first);
  const stem = asks.filter((line) => line !== '').join('\n');
  if (stem === '') throw new ItemRefused('no-stem');
  const options: { letter: string; text: string }[] = [];
  let key: string | null = null;
  for (const line of lines.slice(first < 0 ? lines.length : first)) {
    const [, letter, text] = OPTION.exec(line) ?? [];
    const answer = KEY.exec(line);
    if (key !== null) throw new ItemRefused('text-after-answer', { text: shown(line) });
    if (answer) key = answer[1]!.trim();
    else if (letter) options.push({ letter, text: text! });
    else throw new ItemRefused('line-not-understood', { text: shown(line) });
  }
  if (key === null) throw new ItemRefused('no-answer-line');
  if (!/^[A-Z]$/i.test(key)) throw new ItemRefused('answer-not-one-letter', { text: shown(key) });
  if (!options.some(({ letter }) => letter === key.toUpperCase()))
    throw new ItemRefused('answer-not-an-option', { text: key });
  options.forEach(({ letter }, index) => {
    if (letter !== String.fromCharCode(65 + index))
      throw new ItemRefused('options-not-in-order', { text: letter });
  });
  const right = key.toUpperCase();
  const answers = options.map(({ letter, text }) => ({ text, percent: letter === right ? 100 : 0 }));
  const kind = singleChoice(answers);
  const notes = asks.includes('') ? [{ code: 'note-paragraphs-ask' }] : [];
  return { externalId: null, stem, tags: [], ...kind, notes: [...kind.notes, ...notes] };
}

const shown = (text: string) => text.slice(0, 60);
