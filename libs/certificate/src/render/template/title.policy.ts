import { TemplateProblem } from './template-problem.js';

const NOT_LETTERS = /[^\p{L}]/gu;

/**
 * Decree 171/2025/NĐ-CP, article 22: what a paper calls itself follows from its issuer, so a template prints
 * `{{title}}` and never the word “chứng chỉ” by itself, however it is spaced or capitalised.
 */
export function assertTitleFree(words: string, element: string): void {
  const letters = words.normalize('NFC').toLocaleLowerCase('vi').replace(NOT_LETTERS, '');
  if (letters.includes('chứngchỉ'))
    throw new TemplateProblem('certificate.template.title-fixed', { element });
}
