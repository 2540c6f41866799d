import { ItemRefused, type Said } from '../item.js';

export const CLOZE_GAP = /\{(\d*):([A-Z_]+):((?:\\.|[^}\\])*)\}/i;
const EVERY_GAP = new RegExp(CLOZE_GAP.source, 'gi');
const TYPED = new Set(['SHORTANSWER', 'SA', 'MW']);
const TYPED_STRICT = new Set(['SHORTANSWER_C', 'SAC', 'MWC']);
const CHOSEN = /^(MULTICHOICE|MC)(_?[SVH]{1,2})?$/;

interface Alternative {
  text: string;
  percent: number;
}

/** A text with embedded answers (docs.moodle.org, “Embedded Answers (Cloze)”) whose gaps are all of one kind. */
export function clozeBody(text: string, notes: Said[]): { type: string; body: object } {
  const gaps = [...text.matchAll(EVERY_GAP)].map(([, weight, kind, inside]) => ({
    weight: weight || '1',
    kind: kind!.toUpperCase(),
    alternatives: alternativesOf(inside!, notes),
  }));
  if (gaps.length === 0) throw new ItemRefused('no-answers');
  // What Moodle takes for no gap would show its key.
  const broken = /\{\d*:[a-z_]+[^}]*\}?/i.exec(text.replace(EVERY_GAP, ''));
  if (broken) throw new ItemRefused('gap-not-understood', { text: broken[0].slice(0, 20) });
  if (new Set(gaps.map(({ weight }) => weight)).size > 1) notes.push({ code: 'note-own-marking' });
  let number = 0;
  const numbered = text.replace(EVERY_GAP, () => `[[${++number}]]`);
  const every = (test: (kind: string) => boolean) => gaps.every(({ kind }) => test(kind));
  if (every((kind) => CHOSEN.test(kind)))
    return {
      type: 'gap-select',
      body: {
        text: numbered,
        gaps: gaps.map(({ alternatives }, index) => ({
          id: `${index + 1}`,
          options: alternatives.map(({ text, percent }) => ({ text, correct: wholly(percent) })),
        })),
      },
    };
  const strict = every((kind) => TYPED_STRICT.has(kind));
  if (!strict && !every((kind) => TYPED.has(kind)))
    throw new ItemRefused('unknown-kind', {
      kind: `cloze ${[...new Set(gaps.map(({ kind }) => kind))].join(', ')}`,
    });
  return {
    type: 'gap-text',
    body: {
      text: numbered,
      letterCase: strict ? 'required' : 'ignored',
      gaps: gaps.map(({ alternatives }, index) => ({
        id: `${index + 1}`,
        accepted: alternatives.filter((each) => accepts(each, notes)).map(({ text }) => text),
      })),
    },
  };
}

function alternativesOf(inside: string, notes: Said[]): Alternative[] {
  // Editors begin with the sign that stands between two.
  return inside
    .replace(/^\s*~/, '')
    .split(/(?<!\\)(?:\\\\)*~/)
    .map((raw) => {
      const [, mark = '', rest = ''] = /^(=|%-?\d+(?:\.\d+)?%)?([\s\S]*)$/.exec(raw.trim()) ?? [];
      const [said = '', feedback] = rest.split(/(?<!\\)#/);
      if (feedback && !notes.some(({ code }) => code === 'note-feedback-dropped'))
        notes.push({ code: 'note-feedback-dropped' });
      const percent = mark === '=' ? 100 : Number(mark.slice(1, -1) || 0);
      return { text: said.replace(/\\(.)/g, '$1').trim(), percent };
    });
}

function wholly(percent: number): boolean {
  if (percent > 0 && percent !== 100) throw new ItemRefused('partial-credit');
  return percent === 100;
}

function accepts({ text, percent }: Alternative, notes: Said[]): boolean {
  if (wholly(percent)) {
    if (text.includes('*')) throw new ItemRefused('wildcard');
    return true;
  }
  if (text !== '*') throw new ItemRefused('wrong-answer-listed');
  notes.push({ code: 'note-catch-all-dropped' });
  return false;
}

/** One gap to type into. */
export function clozeGap(accepted: string[], strict: boolean): string {
  const said = accepted.map((text) => `=${text.replace(/[}#~\\]/g, '\\$&')}`);
  return `{1:SHORTANSWER${strict ? '_C' : ''}:${said.join('~')}}`;
}
