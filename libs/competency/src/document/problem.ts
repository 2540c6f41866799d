import type { MessageParams } from '#platform/errors';
import type { Part } from './framework-document.js';

/** One thing wrong with a framework file. */
export interface Problem {
  part: Part | 'framework' | 'rows' | 'file';
  /** Which row of the part, from 1; null when it is about the part as a whole. */
  row: number | null;
  /** Key of the message under `errors.`. */
  code: string;
  params: MessageParams;
}

/** The file is refused, with everything that is wrong with it. */
export class FileRefused extends Error {
  constructor(readonly problems: Problem[]) {
    super(
      problems.map(({ part, row, code }) => `${part}${row === null ? '' : ` ${row}`}: ${code}`).join('; '),
    );
  }

  static because(code: string, params: MessageParams = {}): FileRefused {
    return new FileRefused([{ part: 'file', row: null, code, params }]);
  }
}
