import { formatted, type TextFormat } from '../formatted-text.js';
import { type Draft, type FileItem, ItemRefused, type Said } from '../item.js';
import { lastOf } from '../moodle/category.js';
import { asTagged } from '../moodle-rules.js';
import { type TextBlock, textBlocks } from '../text-blocks.js';
import { answersOf } from './gift-answers.js';
import { hideEscapes, shownText, tagText } from './gift-text.js';

const FORMAT = /^\[(html|moodle|plain|markdown)\]/;
const FORMATS: Record<string, TextFormat> = {
  html: 'html',
  moodle: 'moodle_auto_format',
  plain: 'plain_text',
  markdown: 'markdown',
};

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
    return formatted(shownText(hidden), FORMATS[format]!, notes);
  };
  const asked = before.replace(FORMAT, '');
  // Lines of the file are no lines of the text: only \n is.
  const stem = read((after === '' ? asked : `${asked} _____ ${after}`).replaceAll('\n', ' '));
  if (stem === '') throw new ItemRefused('no-stem');
  if (after !== '') notes.push({ code: 'note-gap-shown' });
  const { explanation, ...answers } = answersOf(rest.slice(open + 1, close).replaceAll('\n', ' '), read);
  const tags = [...comment.matchAll(/\[tag:((?:\\.|[^\]\\])+)\]/g)].map(([, tag]) => tagText(tag!));
  const kind = asTagged(answers, tags);
  const id = /\[id:((?:\\.|[^\]\\])+)\]/.exec(comment)?.[1];
  return {
    externalId: id ? tagText(id) : name || null,
    named: !id,
    stem,
    ...kind,
    explanation,
    tags: tags.length === 0 && category ? [category] : tags,
    notes: [...notes, ...kind.notes],
  };
}
