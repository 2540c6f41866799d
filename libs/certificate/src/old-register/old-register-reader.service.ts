import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RosterRefused, readTable } from '#enrolment';
import { Clock, localDay, localYear } from '#platform/clock';
import { DomainError, type MessageParams } from '#platform/errors';
import type { Sheet } from '#platform/spreadsheet';
import { cleanText, fold } from '#platform/text';
import { InvalidNumberPattern, NumberPattern } from '../register/number-pattern.js';
import type { OldChoices, OldImport, OldRegisterRead } from './old-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { checkRegister, type Holding, typedNumber } from './read/check-register.js';
import { findLayout, headingsOf, type Layout } from './read/layout.js';

/** A file that cannot be read as a register at all; words under `old-register.refused.<code>`. */
export class OldRegisterRefused extends Error {
  constructor(
    readonly code: string,
    readonly params: MessageParams = {},
    readonly layout: OldImport['layout'] = null,
  ) {
    super(`${code} ${JSON.stringify(params)}`);
  }
}

export interface OldRegisterFile {
  content: Buffer;
  issuerId: string;
  year: number;
  choices: OldChoices;
}

/** Reads files of older registers against what the platform holds; writes nothing. */
@Injectable()
export class OldRegisterReader {
  constructor(
    private readonly db: DataSource,
    private readonly imports: OldImportRows,
    private readonly clock: Clock,
  ) {}

  /** Throws {@link OldRegisterRefused}. */
  async read({ content, issuerId, year, choices }: OldRegisterFile): Promise<OldRegisterRead> {
    const sheets = await readSheets(content);
    let found = findLayout(sheets, choices);
    if (!found) throw new OldRegisterRefused('no-table');
    const headings = headingsOf(found.layout);
    const kept = isUntouched(choices) ? await this.imports.remembered(issuerId, headings) : null;
    const used = { ...kept, ...choices };
    found = findLayout(sheets, used) ?? found;
    const { fixed: _, ...patterns } = await this.patterns(issuerId, year, used);
    const layout = { ...found.layout, headings, ...patterns };
    refuseUnmapped(found.layout, used, layout);
    const today = localDay(this.clock.now());
    const report = checkRegister(found.sheet, found.layout, {
      year,
      today,
      serials: new NumberPattern(patterns.serialPattern),
      entries: new NumberPattern(patterns.entryPattern),
      course: cleanText(used.course ?? '') || null,
      keepsCourses: !used.refusesCourses,
      keepsDoubles: used.keepsDoubles === true,
      knownCourses: await this.courses(),
      holdings: await this.holdings(issuerId, year),
      serialsElsewhere: await this.serialsElsewhere(issuerId, year),
    });
    if (report.rows.length === 0) throw new OldRegisterRefused('no-rows', {}, layout);
    return { layout, report, choices: used };
  }

  /** Those of the register where it is opened already; else what was chosen; this year's are always the issuer's. */
  async patterns(issuerId: string, year: number, choices: OldChoices) {
    const [given] = (await this.db.query(
      `SELECT r.id IS NOT NULL AS opened, coalesce(r.serial_pattern, i.serial_pattern) AS "serialPattern",
              coalesce(r.entry_pattern, i.entry_pattern) AS "entryPattern"
       FROM issuer i LEFT JOIN register r ON r.issuer_id = i.id AND r.year = $2 WHERE i.id = $1`,
      [issuerId, year],
    )) as { opened: boolean; serialPattern: string; entryPattern: string }[];
    const { opened, ...patterns } = given!;
    if (opened || year >= localYear(this.clock.now())) return { ...patterns, fixed: true };
    const chosen = {
      serialPattern: choices.serialPattern || patterns.serialPattern,
      entryPattern: choices.entryPattern || patterns.entryPattern,
    };
    for (const pattern of Object.values(chosen)) assertPattern(pattern);
    return { ...chosen, fixed: false };
  }

  async issuerOf(code: string): Promise<string | null> {
    const rows: { id: string }[] = await this.db.query('SELECT id FROM issuer WHERE code = $1', [code]);
    return rows[0]?.id ?? null;
  }

  private async holdings(issuerId: string, year: number): Promise<Holding[]> {
    return this.db.query(
      `SELECT e.number, e.serial, e.facts #>> '{holder,name}' AS name, e.imported,
              coalesce(e.facts #>> '{holder,birth,date}', e.facts #>> '{holder,birth,year}') AS birth
       FROM register_entry e JOIN register r ON r.id = e.register_id WHERE r.issuer_id = $1 AND r.year = $2`,
      [issuerId, year],
    );
  }

  private async serialsElsewhere(issuerId: string, year: number): Promise<Set<string>> {
    const rows: { serial: string }[] = await this.db.query(
      `SELECT e.serial FROM register_entry e JOIN register r ON r.id = e.register_id
       WHERE r.issuer_id = $1 AND r.year <> $2 AND e.serial IS NOT NULL`,
      [issuerId, year],
    );
    return new Set(rows.map(({ serial }) => typedNumber(serial)));
  }

  private async courses(): Promise<Set<string>> {
    const rows: { title: string }[] = await this.db.query(
      `SELECT DISTINCT title FROM course_version WHERE status <> 'draft'`,
    );
    return new Set(rows.map(({ title }) => fold(cleanText(title))));
  }
}

async function readSheets(content: Buffer): Promise<Sheet[]> {
  try {
    return await readTable(content);
  } catch (error) {
    if (error instanceof RosterRefused) throw new OldRegisterRefused('file', { reason: error.message });
    throw error;
  }
}

/** Nobody has chosen columns yet. */
const isUntouched = ({ columns, sheet, headerRow }: OldChoices): boolean =>
  columns === undefined && sheet === undefined && headerRow === undefined;

function refuseUnmapped(layout: Layout, { course }: OldChoices, known: OldRegisterRead['layout']): void {
  const has = (field: string) => layout.columns.some((each) => each.field === field);
  if (!has('entryNumber') && !has('serial')) throw new OldRegisterRefused('no-number', {}, known);
  if (!has('fullName')) throw new OldRegisterRefused('no-name', {}, known);
  if (!has('issuedOn')) throw new OldRegisterRefused('no-date', {}, known);
  if (!has('course') && !course) throw new OldRegisterRefused('no-course', {}, known);
}

function assertPattern(pattern: string): void {
  try {
    new NumberPattern(pattern);
  } catch (error) {
    if (error instanceof InvalidNumberPattern) throw new DomainError(`certificate.pattern.${error.problem}`);
    throw error;
  }
}
