import { ItemRefused, type Said } from '../item.js';

const TAG = /^hocvuso:stem=(\d+)$/;

/** Moodle has one text where a question of ours asks something about a text with gaps: how many lines ask. */
export const stemTag = (stem: string): string => `hocvuso:stem=${stem.split('\n').length}`;

/**
 * What asks, and the text with its gaps: as the tag says, else the paragraphs before the first gap ask, else the
 * name of the question does.
 */
export function stemAndText(
  whole: string,
  tags: string[],
  gap: RegExp,
  name: string,
  notes: Said[],
): { stem: string; text: string } {
  const told = tags.flatMap((tag) => TAG.exec(tag)?.[1] ?? []).map(Number)[0];
  const lines = whole.split('\n');
  let at = told ?? lines.findIndex((line) => gap.test(line));
  if (told === undefined) while (at > 0 && lines[at - 1]!.trim() !== '') at -= 1;
  if (at > 0) return { stem: lines.slice(0, at).join('\n').trim(), text: lines.slice(at).join('\n').trim() };
  if (name === '') throw new ItemRefused('no-stem');
  notes.push({ code: 'note-name-asks' });
  return { stem: name, text: whole };
}
