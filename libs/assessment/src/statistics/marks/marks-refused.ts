/** A file of marks that cannot be read; `row` counts lines of the file from 1, 0 is the file as a whole. */
export class MarksRefused extends Error {
  constructor(readonly problems: { row: number; message: string }[]) {
    super(problems.map(({ row, message }) => (row ? `row ${row}: ${message}` : message)).join('\n'));
  }
}
