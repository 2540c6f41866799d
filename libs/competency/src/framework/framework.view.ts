import type {
  ComponentRow,
  DomainRow,
  Evidence,
  FrameworkDocument,
  IndicatorRow,
} from '../document/framework-document.js';
import { EVIDENCE } from '../document/framework-document.js';
import type { FrameworkVersion, VersionCounts, VersionStatus } from '../version/framework-versions.js';

/** Badge of how far a wording was verified. */
const KINDS: Record<Evidence, string> = {
  'two-sources': 'done',
  verbatim: 'done',
  'one-source': 'learning',
  summary: 'learning',
  partial: 'attention',
  'sources-differ': 'attention',
  waiting: 'waiting',
};
const STATES: Record<VersionStatus, string> = { draft: 'attention', 'in-force': 'done', superseded: 'plain' };

export const evidenceView = (evidence: Evidence) => ({
  kind: KINDS[evidence],
  label: `competency.evidence.${evidence}`,
});
export const stateView = (status: VersionStatus) => ({
  kind: STATES[status],
  label: `competency.status.${status}`,
});

export const hrefOf = ({ code, version }: Pick<FrameworkVersion, 'code' | 'version'>): string =>
  `/admin/frameworks/${code}/versions/${version}`;

export function versionView(version: FrameworkVersion & Partial<VersionCounts>) {
  return {
    code: version.code,
    version: version.version,
    title: version.title,
    document: version.document,
    effectiveDate: version.effectiveDate,
    appliesTo: version.appliesTo,
    notes: version.notes,
    importedAt: version.importedAt,
    publishedAt: version.publishedAt,
    domains: version.domains,
    components: version.components,
    indicators: version.indicators,
    waiting: version.waiting,
    state: stateView(version.status),
    isDraft: version.status === 'draft',
    href: hrefOf(version),
  };
}

/** Frameworks with what is in force (else the draft) first, and the rest of their versions. */
export function listView(versions: (FrameworkVersion & VersionCounts)[]) {
  const codes = [...new Set(versions.map((each) => each.code))];
  return codes.map((code) => {
    const own = versions.filter((each) => each.code === code);
    const shown = own.find((each) => each.status === 'in-force') ?? own[0];
    return {
      ...versionView(shown as FrameworkVersion & VersionCounts),
      href: `/admin/frameworks/${code}`,
      draft: own.filter((each) => each.status === 'draft' && each !== shown).map(versionView)[0] ?? null,
      versions: own.length,
    };
  });
}

/** Domains at the top with those inside them, each with its components. */
export function treeView(version: FrameworkVersion, document: FrameworkDocument) {
  const base = hrefOf(version);
  const indicators = new Map<string, IndicatorRow[]>();
  for (const row of document.indicators)
    indicators.set(row.component, [...(indicators.get(row.component) ?? []), row]);
  const componentView = ({ code, name, evidence, replaces }: ComponentRow) => {
    const own = indicators.get(code) ?? [];
    return {
      code,
      name,
      replaces: replaces.join(', '),
      href: `${base}/components/${code}`,
      evidence: evidenceView(evidence),
      indicators: own.length,
      sourcesDiffer: own.filter((row) => row.evidence === 'sources-differ').length,
    };
  };
  const domainView = ({ code, name, description, targetGroup, evidence }: DomainRow): object => ({
    code,
    name,
    description,
    group: targetGroup && `competency.group.${targetGroup}`,
    evidence: evidenceView(evidence),
    waiting: evidence === 'waiting',
    components: document.components.filter((each) => each.domain === code).map(componentView),
    inside: document.domains.filter((each) => each.parent === code).map(domainView),
  });
  return {
    domains: document.domains.filter((each) => each.parent === null).map(domainView),
    levels: document.levels,
    evidence: evidenceCounts(document),
  };
}

/** How many indicators bear each mark; components where there are no indicators. */
function evidenceCounts({ indicators, components }: FrameworkDocument) {
  const rows = indicators.length > 0 ? indicators : components;
  return EVIDENCE.map((evidence) => ({
    ...evidenceView(evidence),
    count: rows.filter((row) => row.evidence === evidence).length,
  })).filter((each) => each.count > 0);
}

export function componentPage(document: FrameworkDocument, component: ComponentRow) {
  const domain = document.domains.find((each) => each.code === component.domain);
  const rows = document.indicators.filter((each) => each.component === component.code);
  const levels = [...new Set(rows.map((row) => row.level))].map((level) => {
    const known = document.levels.find((each) => each.level === level);
    return {
      level,
      code: known?.code,
      proficiency: known?.proficiency,
      indicators: rows
        .filter((row) => row.level === level)
        .map(({ code, text, evidence }) => ({ code, text, evidence: evidenceView(evidence) })),
    };
  });
  const { code, name, description, evidence } = component;
  return {
    component: { code, name, description, evidence: evidenceView(evidence), domainName: domain?.name },
    levels,
  };
}
