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

/** “Thông tư 02/2025/TT-BGDĐT” out of a longer title of a document. */
export function citation(document: string): string {
  return /^\S+(?: \S+)? \d+\/[\p{L}\d/-]+/u.exec(document)?.[0] ?? document;
}
