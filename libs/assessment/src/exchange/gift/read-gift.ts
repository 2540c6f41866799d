import { type Draft, type FileItem, ItemRefused, type Said } from '../item.js';
import { asTagged } from '../moodle-rules.js';
import { plainText } from '../plain-text.js';
import { type TextBlock, textBlocks } from '../text-blocks.js';
import { answersOf } from './gift-answers.js';
import { hideEscapes, shownText } from './gift-text.js';

const FORMAT = /^\[(html|moodle|plain|markdown)\]/;

/** GIFT as Moodle documents it (docs.moodle.org, “GIFT format”): items are separated by blank lines. */
export function readGift(text: string): FileItem[] {
  let category: string | null = null;
  return textBlocks(text).flatMap((block) => {
    const comments = block.lines.filter((line) => line.startsWith('//'));
    const lines = block.lines.filter((line) => !line.startsWith('//'));
    while (lines[0]?.startsWith('$CATEGORY:')) category = lastOf(lines.shift()!.slice('$CATEGORY:'.length));
    if (lines.length === 0) return [];
    return [itemOf({ at: block.at, lines }, comments.join(' '), category)];
  });
}

/** `$course$/top/Topic 1/An toàn` → `An toàn`. */
function lastOf(path: string): string | null {
  const last = path.trim().split('/').at(-1)?.trim() ?? '';
  return last === '' || last === 'top' || last.startsWith('$') ? null : last;
}

function itemOf({ at, lines }: TextBlock, comment: string, category: string | null): FileItem {
  const whole = hideEscapes(lines.join('\n'));
  const titled = /^::([\s\S]*?)::/.exec(whole);
  const name = titled ? shownText(titled[1]!) : '';
  const rest = titled ? whole.slice(titled[0].length) : whole;
  return {
    at,
    name: name || shownText(rest.replace(/^\[\w+\]/, '').split('{')[0]!).slice(0, 60),
    kind: 'GIFT',
    draft: () => draftOf(rest, name, comment, category),
  };
}

function draftOf(rest: string, name: string, comment: string, category: string | null): Draft {
  const [open, close] = [rest.indexOf('{'), rest.lastIndexOf('}')];
  if (open < 0) throw new ItemRefused('no-answers');
  if (close < open || /[{}]/.test(rest.slice(open + 1, close)))
    throw new ItemRefused('brackets-do-not-match');
  const [before, after] = [rest.slice(0, open).trim(), rest.slice(close + 1).trim()];
  const notes: Said[] = [];
  const format = FORMAT.exec(before)?.[1] ?? 'moodle';
  const read = (hidden: string): string => {
    const text = shownText(hidden);
    return format === 'html' ? plainText(text, notes) : text;
  };
  const asked = before.replace(FORMAT, '');
  // Lines of the file are no lines of the text: only \n is.
  const stem = read((after === '' ? asked : `${asked} _____ ${after}`).replaceAll('\n', ' '));
  if (stem === '') throw new ItemRefused('no-stem');
  if (after !== '') notes.push({ code: 'note-gap-shown' });
  const { explanation, ...answers } = answersOf(rest.slice(open + 1, close).replaceAll('\n', ' '), read);
  const marks = hideEscapes(comment);
  const tags = [...marks.matchAll(/\[tag:([^\]]+)\]/g)].map(([, tag]) => shownText(tag!));
  const kind = asTagged(answers, tags);
  const id = /\[id:([^\]]+)\]/.exec(marks)?.[1];
  return {
    externalId: id ? shownText(id) : name || null,
    stem,
    ...kind,
    explanation,
    tags: tags.length === 0 && category ? [category] : tags,
    notes: [...notes, ...kind.notes],
  };
}
