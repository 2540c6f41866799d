import { ItemRefused, type OutgoingQuestion } from '../item.js';

/** One question as Aiken; it holds one right option among several and nothing else but their texts. */
export function writeAiken({ type, stem, body }: OutgoingQuestion): string {
  if (type !== 'single') throw new ItemRefused('format-lacks-type');
  const { options } = body as { options: { text: string; correct: boolean }[] };
  const lines = [stem, ...options.map(({ text }) => text)];
  if (stem.split('\n').some((line) => line.trim() === '' || /^([A-Z][).]\s|ANSWER:)/i.test(line)))
    throw new ItemRefused('format-lacks-text', { text: stem.slice(0, 60) });
  if (lines.slice(1).some((text) => text.includes('\n')))
    throw new ItemRefused('format-lacks-text', { text: stem.slice(0, 60) });
  const letter = (index: number) => String.fromCharCode(65 + index);
  const right = letter(options.findIndex(({ correct }) => correct));
  return [stem, ...options.map(({ text }, index) => `${letter(index)}. ${text}`), `ANSWER: ${right}`].join(
    '\n',
  );
}
