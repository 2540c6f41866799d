import { type Catalogue, LOCALES, type Translate } from '#platform/i18n';
import { EVIDENCE, PARTS, type Part, TARGET_GROUPS } from './framework-document.js';
import { wordKey } from './open-file.js';

/** Columns of each sheet in their order, with their width in characters. */
export const COLUMNS = {
  levels: { level: 8, code: 10, proficiency: 24 },
  domains: { code: 12, parent: 12, name: 44, description: 70, targetGroup: 30, evidence: 24 },
  components: { domain: 12, code: 12, name: 44, description: 70, evidence: 24, replaces: 18 },
  indicators: { component: 12, level: 8, code: 16, text: 90, evidence: 24 },
} as const satisfies Record<Part, Record<string, number>>;

/** Columns that a sheet filled in by hand need not have. */
export const MAY_LACK: readonly string[] = ['parent', 'replaces', 'targetGroup', 'description'];

/** Lines of the first sheet; notes and retired codes may have many. */
export const HEAD_FIELDS = [
  'code',
  'version',
  'title',
  'document',
  'effectiveDate',
  'appliesTo',
  'notes',
  'retired',
] as const;
export type HeadField = (typeof HEAD_FIELDS)[number];

export const sheetLabel = (t: Translate, part: Part | 'framework'): string => t(`competency.part.${part}`);
export const columnLabel = (t: Translate, field: string): string => t(`competency.column.${field}`);
export const evidenceLabel = (t: Translate, code: string): string => t(`competency.evidence.${code}`);
export const groupLabel = (t: Translate, code: string): string => t(`competency.group.${code}`);

/** What the words of a workbook mean, whichever language they were written in. */
export class XlsxWords {
  private readonly sheets: Map<string, Part | 'framework'>;
  private readonly columns: Map<string, string>;
  private readonly evidences: Map<string, string>;
  private readonly groups: Map<string, string>;

  constructor(catalogue: Catalogue) {
    const of = <T extends string>(codes: readonly T[], label: (t: Translate, code: T) => string) =>
      new Map(
        codes.flatMap((code) => [
          [wordKey(code), code] as const,
          ...LOCALES.map((locale) => [wordKey(label(catalogue.for(locale), code)), code] as const),
        ]),
      );
    this.sheets = of([...PARTS, 'framework'] as (Part | 'framework')[], sheetLabel);
    const fields = Object.values(COLUMNS).flatMap((columns) => Object.keys(columns));
    this.columns = of([...new Set([...fields, ...HEAD_FIELDS])], columnLabel);
    this.evidences = of(EVIDENCE, evidenceLabel);
    this.groups = of(TARGET_GROUPS, groupLabel);
  }

  sheet(name: string): Part | 'framework' | null {
    return this.sheets.get(wordKey(name)) ?? null;
  }

  column(label: string): string | null {
    return this.columns.get(wordKey(label)) ?? null;
  }

  /** The code, or the text itself for the check to refuse. */
  evidence(text: string): string {
    return this.evidences.get(wordKey(text)) ?? text;
  }

  group(text: string): string {
    return this.groups.get(wordKey(text)) ?? text;
  }
}
