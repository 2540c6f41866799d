import { ItemRefused } from '../item.js';

/** One line of a cell with the lines of feedback below it. */
export interface Part {
  line: string;
  feedback: string | undefined;
}

export const told = (feedback: string | undefined): string[] =>
  feedback ? feedback.split('\n').map((line) => `# ${line}`) : [];

export function grouped(lines: string[]): Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (!line.startsWith('#')) parts.push({ line, feedback: undefined });
    else if (!last) throw notUnderstood(line);
    else
      last.feedback = [...(last.feedback === undefined ? [] : [last.feedback]), after('#', line)].join('\n');
  }
  return parts;
}

export function after(sign: string, line: string): string {
  if (!line.startsWith(sign)) throw notUnderstood(line);
  return line.slice(sign.length).trim();
}

export const notUnderstood = (text: string) =>
  new ItemRefused('answers-not-understood', { text: text.slice(0, 60) });
