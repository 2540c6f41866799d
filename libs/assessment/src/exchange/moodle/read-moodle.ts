import { type Draft, type FileItem, FileRefused, ItemRefused, type Said } from '../item.js';
import { asTagged } from '../moodle-rules.js';
import { plainText } from '../plain-text.js';
import { childOf, childrenOf, elementsOf, parseXmlTree, wordsOf, type XmlNode } from '../xml/tree.js';
import { gapDraft, isGapKind } from './gap-kinds.js';
import { kindOf } from './moodle-kinds.js';

/** Moodle XML (docs.moodle.org, “Moodle XML format”); categories become tags of the questions below them. */
export function readMoodle(text: string): FileItem[] {
  const quiz = parseXmlTree(text);
  if (quiz.name !== 'quiz') throw new FileRefused('not-moodle-xml', { element: quiz.name });
  let category: string | null = null;
  return childrenOf(quiz, 'question').flatMap((node, index) => {
    const kind = node.attributes['type'] ?? '';
    if (kind === 'category') {
      category = lastOf(wordsOf(childOf(node, 'category')));
      return [];
    }
    const under = category;
    const name = wordsOf(childOf(node, 'name')).trim();
    return [{ at: index + 1, name, kind, draft: () => draftOf(node, kind, name, under) }];
  });
}

function lastOf(path: string): string | null {
  const last = path.trim().split('/').at(-1)?.trim() ?? '';
  return last === '' || last === 'top' || last.startsWith('$') ? null : last;
}

function draftOf(node: XmlNode, kind: string, name: string, category: string | null): Draft {
  const notes: Said[] = [];
  const read = (each: XmlNode | undefined): string => richText(each, notes);
  const stem = read(childOf(node, 'questiontext'));
  if (stem === '' && kind !== 'description') throw new ItemRefused('no-stem');
  const hints = childrenOf(node, 'hint').length;
  const tags = childrenOf(childOf(node, 'tags') ?? node, 'tag').map((tag) => wordsOf(tag).trim());
  const found = isGapKind(kind)
    ? gapDraft(kind, node, stem, name, tags)
    : { stem, ...asTagged(kindOf(kind, node, read), tags) };
  if (hints > 0) notes.push({ code: 'note-hints-dropped', params: { count: hints } });
  if (Number(wordsOf(childOf(node, 'penalty')) || 0) > 0 && hints > 0)
    notes.push({ code: 'note-penalty-dropped' });
  const mark = Number(wordsOf(childOf(node, 'defaultgrade')).trim() || 1);
  if (mark !== 1) notes.push({ code: 'note-mark', params: { mark } });
  return {
    externalId: wordsOf(childOf(node, 'idnumber')).trim() || name || null,
    stem: found.stem,
    type: found.type,
    body: found.body,
    explanation: read(childOf(node, 'generalfeedback')) || undefined,
    tags: tags.length === 0 && category ? [category] : tags,
    notes: [...notes, ...found.notes],
  };
}

/** The text of `<x format="…"><text>…</text></x>`; files in it cannot come along. */
function richText(node: XmlNode | undefined, notes: Said[]): string {
  if (!node) return '';
  const file = elementsOf(node).find(({ name }) => name === 'file');
  if (file) throw new ItemRefused('holds-file', { file: file.attributes['name'] ?? '' });
  const text = wordsOf(childOf(node, 'text') ?? node);
  const format = node.attributes['format'] ?? 'moodle_auto_format';
  if (/@@PLUGINFILE@@/.test(text)) throw new ItemRefused('holds-file', { file: '@@PLUGINFILE@@' });
  return format === 'plain_text' ? text.trim() : plainText(text, notes);
}
