import { Injectable } from '@nestjs/common';
import { Catalogue, LOCALES, type Locale, type Translate } from '#platform/i18n';
import { cellText, neutralised, type Sheet, tablesFile } from '#platform/spreadsheet';
import { EVIDENCE } from '../document/framework-document.js';
import { openFile, plainText, wordKey } from '../document/open-file.js';
import { FileRefused } from '../document/problem.js';
import { CROSSWALK_FORMAT, type CrosswalkDocument, crosswalkInput, RELATIONS } from './crosswalk-document.js';

const HEAD = ['from-framework', 'from-version', 'to-framework', 'to-version', 'title', 'source'] as const;
const COLUMNS = { from: 14, to: 14, relation: 20, evidence: 26, note: 60 };

/** Tables of correspondence as files: XLSX for people, JSON for programs. */
@Injectable()
export class CrosswalkFiles {
  private readonly catalogue = new Catalogue();

  /** Throws {@link FileRefused}. Whether its codes exist is for the import to say. */
  async read(file: Buffer): Promise<CrosswalkDocument> {
    const opened = await openFile(file);
    const raw = 'sheets' in opened ? this.readSheets(opened.sheets) : opened.value;
    const parsed = crosswalkInput.safeParse(raw);
    if (parsed.success) {
      const { format: _, ...document } = parsed.data;
      return document;
    }
    throw new FileRefused(
      parsed.error.issues.slice(0, 200).map(({ path, message }) => {
        const row = path[0] === 'rows' && typeof path[1] === 'number' ? path[1] + 1 : null;
        const known = message.startsWith('competency.');
        const params = { field: String(path.at(-1) ?? '') };
        return { part: 'rows', row, code: known ? message : 'competency.file.bad-field', params };
      }),
    );
  }

  json(document: CrosswalkDocument): Buffer {
    return Buffer.from(`${JSON.stringify({ format: CROSSWALK_FORMAT, ...document }, null, 1)}\n`);
  }

  async xlsx({ from, to, title, source, rows }: CrosswalkDocument, locale: Locale): Promise<Buffer> {
    const t = this.catalogue.for(locale);
    const head = [from.framework, from.version, to.framework, to.version, title, source];
    return tablesFile([
      {
        name: t('competency.part.crosswalk'),
        columns: [
          { label: t('competency.column.item'), width: 26 },
          { label: t('competency.column.content'), width: 100 },
        ],
        rows: HEAD.map((field, index) => [
          t(`competency.column.${field}`),
          neutralised(head[index] as string),
        ]),
      },
      {
        name: t('competency.part.rows'),
        columns: Object.entries(COLUMNS).map(([field, width]) => ({ label: columnLabel(t, field), width })),
        rows: rows.map((row) => [
          ...[
            row.from,
            row.to,
            t(`competency.relation.${row.relation}`),
            t(`competency.evidence.${row.evidence}`),
          ],
          row.note === null ? null : neutralised(row.note),
        ]),
      },
    ]);
  }

  private readSheets(sheets: Sheet[]): unknown {
    const head = new Map(
      (this.sheet(sheets, 'crosswalk')?.rows ?? []).map(({ cells }) => [
        wordKey(cellText(cells[0])),
        plainText(cells[1]),
      ]),
    );
    const field = (name: (typeof HEAD)[number]) =>
      this.labels(`competency.column.${name}`)
        .map((label) => head.get(label))
        .find(Boolean) ?? '';
    const [header, ...lines] = this.sheet(sheets, 'rows')?.rows ?? [];
    const at = Object.keys(COLUMNS).map((name) =>
      (header?.cells ?? []).findIndex((cell) =>
        this.labels(columnKey(name)).includes(wordKey(cellText(cell))),
      ),
    );
    const codes = this.codes();
    return {
      from: { framework: field('from-framework'), version: field('from-version') },
      to: { framework: field('to-framework'), version: field('to-version') },
      title: field('title'),
      source: field('source'),
      rows: lines
        .filter(({ cells }) => cells.some((cell) => plainText(cell) !== null))
        .map(({ cells }) => {
          const [from, to, relation, evidence, note] = at.map((index) => plainText(cells[index]));
          const coded = (text: string) => codes.get(wordKey(text)) ?? text;
          return {
            ...{ from, to, relation: coded(relation ?? ''), evidence: coded(evidence ?? '') },
            note: note || null,
          };
        }),
    };
  }

  private sheet(sheets: Sheet[], part: 'crosswalk' | 'rows'): Sheet | undefined {
    const names = this.labels(`competency.part.${part}`);
    return sheets.find((sheet) => names.includes(wordKey(sheet.name)));
  }

  /** In every language. */
  private labels(word: string): string[] {
    return LOCALES.map((locale) => wordKey(this.catalogue.translate(locale, word)));
  }

  private codes(): Map<string, string> {
    const of = (group: string, codes: readonly string[]) =>
      codes.flatMap((code) =>
        this.labels(`competency.${group}.${code}`).map((label) => [label, code] as const),
      );
    return new Map([...of('relation', RELATIONS), ...of('evidence', EVIDENCE)]);
  }
}

const columnKey = (field: string) => `competency.column.crosswalk-${field}`;
const columnLabel = (t: Translate, field: string) => t(columnKey(field));
