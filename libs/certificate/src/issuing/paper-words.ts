import type { ClassForm } from '#enrolment';

// A paper is in Vietnamese whoever looks at it, so its words are not in the locale files.
const FORMS: Record<ClassForm, string> = {
  online: 'Trực tuyến',
  'in-person': 'Trực tiếp',
  hybrid: 'Trực tiếp kết hợp trực tuyến',
};

export const formWords = (form: ClassForm): string => FORMS[form];

/** “Đạt”, or “Đạt (94,58%)” from marks per ten thousand. */
export function resultWords(scoreBp: number | null): string {
  if (scoreBp === null) return 'Đạt';
  const [whole, rest] = [Math.floor(scoreBp / 100), scoreBp % 100];
  return `Đạt (${whole}${rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`}%)`;
}

const ENGLISH_FORMS: Record<string, string> = {
  [FORMS.online]: 'Online',
  [FORMS['in-person']]: 'In person',
  [FORMS.hybrid]: 'In person and online',
};

/** Undefined for words that are not ours: those stand as they are. */
export const englishForm = (form: string | undefined): string | undefined => ENGLISH_FORMS[form ?? ''];

/** “Passed”, “Passed (94.58%)”; undefined for words that are not ours. */
export function englishResult(result: string | undefined): string | undefined {
  const found = /^Đạt(?: \((\d+(?:,\d+)?)%\))?$/.exec(result ?? '');
  if (!found) return undefined;
  return found[1] ? `Passed (${found[1].replace(',', '.')}%)` : 'Passed';
}

/** “Thông tư 02/2025/TT-BGDĐT” out of a longer title of a document. */
export function citation(document: string): string {
  return /^\S+(?: \S+)? \d+\/[\p{L}\d/-]+/u.exec(document)?.[0] ?? document;
}
