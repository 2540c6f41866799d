import type { ComponentSummary, FrameworkSummary, IndicatorRow } from './framework.repository.js';

/** Badge of how far a wording was verified. */
const KINDS: Record<string, string> = {
  'two-sources': 'done',
  verbatim: 'done',
  'one-source': 'learning',
  summary: 'learning',
  partial: 'attention',
  'sources-differ': 'attention',
  waiting: 'waiting',
};

const evidenceView = (evidence: string) => ({
  kind: KINDS[evidence] ?? 'attention',
  label: `competency.evidence.${evidence}`,
});

export function summaryView(framework: FrameworkSummary) {
  const { id: _, notes, ...shown } = framework;
  return { ...shown, href: `/admin/frameworks/${framework.code}`, notes: Object.values(notes) };
}

export function frameworkView(framework: FrameworkSummary, rows: ComponentSummary[]) {
  const codes = [...new Set(rows.map((row) => row.domainCode))];
  const domains = codes.map((code) => {
    const own = rows.filter((row) => row.domainCode === code);
    const components = own.flatMap((row) => (row.code ? [componentRow(framework.code, row)] : []));
    return {
      code,
      name: own[0]?.domainName,
      description: own[0]?.domainDescription,
      evidence: evidenceView(own[0]?.domainEvidence ?? ''),
      waiting: components.length === 0,
      components,
    };
  });
  return { framework: summaryView(framework), domains };
}

const componentRow = (framework: string, row: ComponentSummary) => ({
  code: row.code,
  name: row.name,
  href: `/admin/frameworks/${framework}/components/${row.code}`,
  evidence: evidenceView(row.evidence ?? ''),
  indicators: row.indicators,
  twoSources: row.twoSources,
  sourcesDiffer: row.sourcesDiffer,
});

export function componentView(
  framework: FrameworkSummary,
  component: ComponentSummary,
  rows: IndicatorRow[],
) {
  const levels = [...new Set(rows.map((row) => row.level))].map((level) => {
    const own = rows.filter((row) => row.level === level);
    return {
      level,
      code: own[0]?.levelCode,
      proficiency: own[0]?.proficiency,
      indicators: own.map(({ code, text, evidence }) => ({ code, text, evidence: evidenceView(evidence) })),
    };
  });
  return {
    framework: summaryView(framework),
    component: { code: component.code, name: component.name, domainName: component.domainName },
    levels,
  };
}
