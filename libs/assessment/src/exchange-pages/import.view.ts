import type { Locale } from '#platform/i18n';
import type { QuestionBank } from '../bank/question-bank.entity.js';
import { formatNames } from '../exchange/formats.js';
import {
  EFFECTS,
  type ImportItem,
  type ItemEffect,
  type QuestionImport,
} from './question-import.repository.js';
import { saidWords, typeWords } from './said-words.js';

export const PAGE_SIZE = 50;

const TONES: Record<ItemEffect, { tone: string; icon: string }> = {
  created: { tone: 'success', icon: 'circle-check' },
  revised: { tone: 'lamp', icon: 'file-pen-line' },
  unchanged: { tone: 'info', icon: 'copy' },
  refused: { tone: 'danger', icon: 'circle-alert' },
};

export const formatOptions = (chosen: string | null) =>
  formatNames.map((value) => ({
    value,
    labelKey: `assessment.format.${value}`,
    selected: value === chosen,
  }));

/** The tab asked for; else all items. */
export const effectOf = (asked: unknown): ItemEffect | null =>
  EFFECTS.find((effect) => effect === asked) ?? null;

interface Shown {
  bank: QuestionBank;
  given: QuestionImport;
  counts: Record<ItemEffect, number>;
  items: ImportItem[];
  effect: ItemEffect | null;
  page: number;
  locale: Locale;
}

/** An import on review or as applied: what becomes, or became, of each item. */
export function importView({ bank, given, counts, items, effect, page, locale }: Shown) {
  const base = `/authoring/banks/${bank.id}/imports/${given.id}`;
  const all = EFFECTS.reduce((sum, each) => sum + counts[each], 0);
  const total = effect ? counts[effect] : all;
  const pages = Math.ceil(total / PAGE_SIZE);
  const at = (number: number) => `${base}?${effect ? `show=${effect}&` : ''}page=${number}`;
  const applied = given.status === 'applied';
  return {
    bank: { id: bank.id, title: bank.title },
    base,
    fileName: given.fileName,
    format: given.format,
    formats: formatOptions(given.format),
    checked: given.status === 'checked' || given.status === 'uploaded',
    applied,
    taskId: given.status === 'applying' || given.status === 'uploaded' ? given.taskId : null,
    interrupted: given.status === 'applying' && !given.taskId,
    refusal: given.refusal && saidWords(given.refusal, locale),
    counts: { ...counts, all, bringable: counts.created + counts.revised, good: all - counts.refused },
    figures: EFFECTS.map((name) => ({
      name,
      ...TONES[name],
      count: counts[name],
      href: `${base}?show=${name}`,
      labelKey: `assessment.import.${applied ? 'was' : 'will'}.${name}`,
    })),
    tabs: [
      { href: base, labelKey: 'assessment.import.all', count: all, current: effect === null, tone: '' },
      ...EFFECTS.filter((name) => counts[name] > 0).map((name) => ({
        href: `${base}?show=${name}`,
        labelKey: `assessment.import.effect.${name}`,
        count: counts[name],
        current: effect === name,
        tone: name === 'refused' ? 'danger' : '',
      })),
    ],
    items: items.map((item) => ({
      line: item.line,
      name: item.name,
      code: item.code,
      typeText: typeWords(item.type, locale),
      effectKey: `assessment.import.effect.${item.effect}`,
      kind: item.effect === 'refused' ? 'failed' : item.effect === 'revised' ? 'attention' : 'done',
      refused: item.effect === 'refused',
      reason: item.reason && saidWords(item.reason, locale),
      notes: item.notes.map((note) => saidWords(note, locale)),
    })),
    pagination: {
      total,
      from: total === 0 ? 0 : (page - 1) * PAGE_SIZE + 1,
      to: (page - 1) * PAGE_SIZE + items.length,
      pages:
        pages > 1
          ? Array.from({ length: pages }, (_, index) => index + 1)
              .filter((number) => number === 1 || number === pages || Math.abs(number - page) < 4)
              .map((label) => ({ label, href: at(label), current: label === page }))
          : [],
      previous: page > 1 ? at(page - 1) : null,
      next: page < pages ? at(page + 1) : null,
    },
  };
}
