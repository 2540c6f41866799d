/** How far a wording was verified, from surest to missing. */
export const EVIDENCE = [
  'two-sources',
  'verbatim',
  'one-source',
  'summary',
  'partial',
  'sources-differ',
  'waiting',
] as const;
export type Evidence = (typeof EVIDENCE)[number];

export const TARGET_GROUPS = ['official', 'citizen', 'student', 'worker'] as const;
export type FrameworkGroup = (typeof TARGET_GROUPS)[number];

/** Levels are numbered from 1; questions and rules know at most this many. */
export const MOST_LEVELS = 8;

export interface FrameworkHead {
  code: string;
  version: string;
  title: string;
  /** The legal document it comes from. */
  document: string;
  /** `YYYY-MM-DD`. */
  effectiveDate: string | null;
  appliesTo: string | null;
  /** What an administrator should know before relying on it. */
  notes: string[];
  /** Component codes of earlier versions that nothing takes the place of. */
  retired: string[];
}

export interface LevelRow {
  level: number;
  code: string;
  proficiency: string;
}

export interface DomainRow {
  code: string;
  parent: string | null;
  name: string;
  description: string | null;
  targetGroup: FrameworkGroup | null;
  evidence: Evidence;
}

export interface ComponentRow {
  domain: string;
  code: string;
  name: string;
  description: string | null;
  evidence: Evidence;
  /** Codes of the version before whose place it takes. */
  replaces: string[];
}

export interface IndicatorRow {
  component: string;
  /** Null only in a framework without levels. */
  level: number | null;
  code: string;
  text: string;
  evidence: Evidence;
}

/** A version of a framework as files hold it: rows in their order, tied together by codes. */
export interface FrameworkDocument {
  framework: FrameworkHead;
  levels: LevelRow[];
  domains: DomainRow[];
  components: ComponentRow[];
  indicators: IndicatorRow[];
}

export const PARTS = ['levels', 'domains', 'components', 'indicators'] as const;
export type Part = (typeof PARTS)[number];

export const countsOf = (document: FrameworkDocument): Record<Part, number> => ({
  levels: document.levels.length,
  domains: document.domains.length,
  components: document.components.length,
  indicators: document.indicators.length,
});

/** Equal documents give equal texts: keys in a fixed order, rows as they come. */
export function canonical({ framework, levels, domains, components, indicators }: FrameworkDocument): string {
  const { code, version, title, document, effectiveDate, appliesTo, notes, retired } = framework;
  return JSON.stringify([
    [code, version, title, document, effectiveDate, appliesTo, notes, retired],
    levels.map((row) => [row.level, row.code, row.proficiency]),
    domains.map((row) => [row.code, row.parent, row.name, row.description, row.targetGroup, row.evidence]),
    components.map((row) => [row.domain, row.code, row.name, row.description, row.evidence, row.replaces]),
    indicators.map((row) => [row.component, row.level, row.code, row.text, row.evidence]),
  ]);
}
