import { stringify } from 'csv-stringify/sync';
import { neutralised } from '#platform/spreadsheet';

/** Name and version of the format, as `docs/danh-sach-vneid.md` describes it: a proposal of ours, not an official one. */
export const LIST_FORMAT = 'hocvuso-recognition-list/1';

export const LIST_STATES = ['valid', 'ended', 'expired', 'withdrawn'] as const;
export type ListState = (typeof LIST_STATES)[number];

/** One confirmation as the list tells it; nothing else of the person leaves the platform. */
export interface ListRow {
  /** Twelve digits; null where agreement was taken back: the number of the confirmation says which one it was. */
  citizenNumber: string | null;
  serial: string;
  group: string;
  unitCode: string;
  /** `2026-11-22`. */
  confirmedOn: string;
  /** Null: without end. */
  validUntil: string | null;
  state: ListState;
}

const COLUMNS = [
  ['citizen_number', (row: ListRow) => row.citizenNumber],
  ['serial', (row: ListRow) => row.serial],
  ['group', (row: ListRow) => row.group],
  ['unit_code', (row: ListRow) => row.unitCode],
  ['confirmed_on', (row: ListRow) => row.confirmedOn],
  ['valid_until', (row: ListRow) => row.validUntil],
  ['state', (row: ListRow) => row.state],
] as const;

export interface ListHead {
  id: string;
  purpose: string;
  madeAt: Date;
}

/** The file piece by piece: what comes first, each batch of rows, and the end. */
export interface ListWriter {
  begin(head: ListHead): string;
  rows(rows: readonly ListRow[], first: boolean): string;
  end(): string;
}

/** With a byte order mark, without which Excel takes Vietnamese for Latin-1; lines end as RFC 4180 has it. */
const csv: ListWriter = {
  begin: () => `\uFEFF${stringify([COLUMNS.map(([name]) => name)], { record_delimiter: '\r\n' })}`,
  rows: (rows) =>
    stringify(
      rows.map((row) => COLUMNS.map(([, of]) => neutralised(of(row) ?? ''))),
      { record_delimiter: '\r\n' },
    ),
  end: () => '',
};

const json: ListWriter = {
  begin: ({ id, purpose, madeAt }) =>
    `${JSON.stringify({ format: LIST_FORMAT, list: id, purpose, made_at: madeAt.toISOString() }).slice(0, -1)},"rows":[`,
  rows: (rows, first) =>
    rows
      .map((row) => JSON.stringify(Object.fromEntries(COLUMNS.map(([name, of]) => [name, of(row)]))))
      .map((text, index) => `${first && index === 0 ? '' : ','}\n${text}`)
      .join(''),
  end: () => '\n]}\n',
};

export const LIST_WRITERS = { csv, json } as const;
