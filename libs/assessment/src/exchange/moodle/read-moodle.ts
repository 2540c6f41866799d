import { formatted } from '../formatted-text.js';
import { type Draft, type FileItem, FileRefused, ItemRefused, type Said } from '../item.js';
import { asTagged } from '../moodle-rules.js';
import { withSettings } from '../settings-tags.js';
import { childOf, childrenOf, elementsOf, parseXmlTree, wordsOf, type XmlNode } from '../xml/tree.js';
import { lastOf } from './category.js';
import { gapDraft, isGapKind } from './gap-kinds.js';
import { filesOf, nameOf, type PictureOfFile } from './moodle-files.js';
import { kindOf } from './moodle-kinds.js';
import { isPictureKind, pictureDraft } from './picture-kinds.js';
import { questionText } from './question-text.js';
import { underShared } from './under-shared.js';

/** Moodle XML (docs.moodle.org, “Moodle XML format”); categories become tags of the questions below them. */
export async function readMoodle(text: string): Promise<FileItem[]> {
  const quiz = parseXmlTree(text);
  if (quiz.name !== 'quiz') throw new FileRefused('not-moodle-xml', { element: quiz.name });
  const pictureOf = await filesOf(quiz);
  let category: string | null = null;
  return childrenOf(quiz, 'question').flatMap((node, index) => {
    const kind = node.attributes['type'] ?? '';
    if (kind === 'category') {
      category = lastOf(wordsOf(childOf(node, 'category')));
      return [];
    }
    const under = category;
    const name = wordsOf(childOf(node, 'name')).trim();
    return [{ at: index + 1, name, kind, draft: () => draftOf(node, kind, name, under, pictureOf) }];
  });
}

function draftOf(
  node: XmlNode,
  kind: string,
  name: string,
  category: string | null,
  pictureOf: PictureOfFile,
): Draft {
  const notes: Said[] = [];
  const read = (each: XmlNode | undefined): string => richText(each, notes);
  const { asks, shared } = questionText(childOf(node, 'questiontext'), name, pictureOf, notes);
  if (asks === '' && kind !== 'description') throw new ItemRefused('no-stem');
  const hints = childrenOf(node, 'hint').length;
  const tags = childrenOf(childOf(node, 'tags') ?? node, 'tag').map((tag) => wordsOf(tag).trim());
  const single = askedBy(kind, node, asks, name, tags, pictureOf, read);
  if (hints > 0) notes.push({ code: 'note-hints-dropped', params: { count: hints } });
  if (Number(wordsOf(childOf(node, 'penalty')) || 0) > 0 && hints > 0)
    notes.push({ code: 'note-penalty-dropped' });
  const mark = Number(wordsOf(childOf(node, 'defaultgrade')).trim() || 1);
  if (mark !== 1) notes.push({ code: 'note-mark', params: { mark } });
  if (isInOrder(node)) notes.push({ code: 'note-shuffled' });
  const { body, others } = withSettings(single.body, tags);
  const found = shared ? underShared(shared, { ...single, body }, name, notes) : single;
  const idnumber = wordsOf(childOf(node, 'idnumber')).trim();
  return {
    externalId: idnumber || name || null,
    named: !idnumber,
    stem: found.stem,
    type: found.type,
    body: found.body,
    pictures: found.pictures ?? [],
    explanation: read(childOf(node, 'generalfeedback')) || undefined,
    tags: tags.length === 0 && category ? [category] : shared ? others : tags,
    notes: [...notes, ...single.notes],
  };
}

function askedBy(
  kind: string,
  node: XmlNode,
  asks: string,
  name: string,
  tags: string[],
  pictureOf: PictureOfFile,
  read: (node: XmlNode | undefined) => string,
) {
  if (isGapKind(kind)) return { pictures: [], ...gapDraft(kind, node, asks, name, tags) };
  if (isPictureKind(kind)) return { stem: asks, ...pictureDraft(kind, node, name, tags, pictureOf) };
  return { stem: asks, pictures: [], ...asTagged(kindOf(kind, node, read), tags) };
}

/** Whether what is offered stands in the order of the file; here each learner gets an order of their own. */
const isInOrder = (node: XmlNode): boolean =>
  /^(0|false)$/i.test(wordsOf(childOf(node, 'shuffleanswers')).trim());

/** The text of `<x format="…"><text>…</text></x>`; files in it cannot come along. */
function richText(node: XmlNode | undefined, notes: Said[]): string {
  if (!node) return '';
  const file = elementsOf(node).find(({ name }) => name === 'file');
  if (file) throw new ItemRefused('holds-file', { file: nameOf(file) });
  const text = wordsOf(childOf(node, 'text') ?? node);
  const format = node.attributes['format'] ?? 'moodle_auto_format';
  if (/@@PLUGINFILE@@/.test(text)) throw new ItemRefused('holds-file', { file: '@@PLUGINFILE@@' });
  return formatted(text, format, notes);
}
