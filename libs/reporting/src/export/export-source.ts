import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { truthOf } from '../rollup/rollup-sql.js';

/** An expression over the tables of {@link FROM}, and what its column is called. */
export interface Selected {
  sql: string;
  heading: string;
}

const FROM = `enrolment e
  JOIN (${truthOf('true')}) c ON c.enrolment_id = e.id
  LEFT JOIN person p ON p.account_id = e.account_id
  LEFT JOIN unit u ON u.id = e.unit_id
  LEFT JOIN unit v ON v.id = u.parent_id
  LEFT JOIN certificate k ON k.enrolment_id = e.id AND k.status = 'valid'`;

const TOTALS = `count(*)::int AS enrolled, count(e.started_at)::int AS started, count(e.passed_at)::int AS passed,
  count(e.completed_at)::int AS completed, count(k.id)::int AS certified, floor(avg(e.best_score_bp))::int AS "averageBp"`;

const ORDER = `u.path, split_part(p.full_name, ' ', -1) COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", e.id`;

export interface ExportTotals {
  enrolled: number;
  started: number;
  passed: number;
  completed: number;
  certified: number;
  /** Mean of the best scores, per ten thousand, rounded down; null without a score. */
  averageBp: number | null;
}

/**
 * One look at the database for a whole export: totals and rows come from the same snapshot, over a connection of
 * its own, which is dropped when the reader stops half-way (a COPY cannot be called off politely).
 */
export class ExportSource {
  private readonly client: Client;

  constructor(
    databaseUrl: string,
    private readonly where: string,
  ) {
    this.client = new Client({ connectionString: databaseUrl, application_name: 'hocvuso-export' });
  }

  async open(): Promise<void> {
    await this.client.connect();
    this.client.on('error', () => {});
    await this.client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL TimeZone = 'Asia/Ho_Chi_Minh';
       SET LOCAL work_mem = '64MB'; SET LOCAL statement_timeout = 0`,
    );
  }

  async totals(): Promise<ExportTotals> {
    const { rows } = await this.client.query<ExportTotals>(
      `SELECT ${TOTALS} FROM ${FROM} WHERE ${this.where}`,
    );
    return rows[0]!;
  }

  async unitTotals(): Promise<(ExportTotals & { name: string | null; code: string | null })[]> {
    const { rows } = await this.client.query(
      `SELECT u.name, u.code, ${TOTALS} FROM ${FROM} WHERE ${this.where}
       GROUP BY u.id ORDER BY u.path`,
    );
    return rows;
  }

  /** CSV as the server writes it, headings first. */
  csv(select: Selected[]): AsyncIterable<Buffer> {
    return this.copy(select, 'FORMAT csv, HEADER');
  }

  /** Rows as arrays of texts and nulls, many at a time. Cheaper than a cursor: the driver need not look at each field. */
  async *rows(select: Selected[]): AsyncGenerator<(string | null)[][]> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of this.copy(select, 'FORMAT text')) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) yield lines.map(fieldsOf);
    }
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private async *copy(select: Selected[], format: string): AsyncGenerator<Buffer> {
    const columns = select
      .map(({ sql, heading }) => `${sql} AS "${heading.replaceAll('"', '""')}"`)
      .join(', ');
    const stream = this.client.query(
      copyTo(
        `COPY (SELECT ${columns} FROM ${FROM} WHERE ${this.where} ORDER BY ${ORDER}) TO STDOUT (${format})`,
      ),
    );
    let whole = false;
    try {
      for await (const chunk of stream) yield chunk as Buffer;
      whole = true;
    } finally {
      if (!whole) this.client.connection.stream.destroy();
    }
  }
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

/** One line of COPY's text format: tabs between fields, `\N` for null, backslash escapes. */
export function fieldsOf(line: string): (string | null)[] {
  const fields: (string | null)[] = line.split('\t');
  if (!line.includes('\\')) return fields;
  return fields.map((field) =>
    field === '\\N'
      ? null
      : (field as string).replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter),
  );
}
