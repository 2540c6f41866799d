import type {
  ComponentRow,
  DomainRow,
  Evidence,
  FrameworkDocument,
  FrameworkGroup,
} from '../document/framework-document.js';

/** The parts of `seeds/reference/digital-competence-framework-tt02.json` that are loaded. */
export interface CircularFile {
  title: string;
  document: string;
  effectiveDate: string;
  appliesTo: string;
  proficienciesNote: string;
  codeScheme: string;
  levelCodes: { level: number; code: string; proficiency: string }[];
  crossCheck: { indicatorsTotal: number; note: string };
  domains: {
    code: string;
    name: string;
    description: string;
    descriptionVerbatim: boolean;
    components: {
      code: string;
      name: string;
      description: string;
      levels: { level: number; indicators: { code: string; text: string; evidence: Evidence }[] }[];
    }[];
  }[];
}

/** The parts of `seeds/reference/digital-skills-framework-757.json` that are loaded. */
export interface DecisionFile {
  title: string;
  document: { number: string; date: string; issuer: string; fullTitle: string };
  appliesTo: { text: string };
  completeness: string;
  commonMisstatement: string;
  groups: {
    id: string;
    name: string;
    annex: string;
    skillAreasStatus?: string;
    skillAreas: {
      code: string;
      name: string;
      source: string;
      skills: { code: string; name: string; description: string }[];
    }[];
  }[];
  assessment: { name: string; unknown: string[]; consequence: string };
}

export const CIRCULAR = 'tt02-2025';
export const DECISION = 'qd757-2025';

export function circularDocument(file: CircularFile): FrameworkDocument {
  const components = file.domains.flatMap((domain) =>
    domain.components.map((component) => ({ ...component, domain: domain.code })),
  );
  return {
    framework: {
      code: CIRCULAR,
      version: '2025',
      title: file.title,
      document: file.document,
      effectiveDate: file.effectiveDate,
      appliesTo: file.appliesTo,
      notes: [file.crossCheck.note, file.proficienciesNote, file.codeScheme],
      retired: [],
    },
    levels: file.levelCodes.map(({ level, code, proficiency }) => ({ level, code, proficiency })),
    domains: file.domains.map(({ code, name, description, descriptionVerbatim }) => ({
      ...{ code, parent: null, name, description, targetGroup: null },
      evidence: descriptionVerbatim ? 'verbatim' : 'summary',
    })),
    components: components.map(({ domain, code, name, description }) => ({
      ...{ domain, code, name, description, evidence: 'two-sources', replaces: [] },
    })),
    indicators: components.flatMap(({ code: component, levels }) =>
      levels.flatMap(({ level, indicators }) =>
        indicators.map(({ code, text, evidence }) => ({ component, level, code, text, evidence })),
      ),
    ),
  };
}

const GROUPS: Record<string, FrameworkGroup> = {
  hoc_sinh_sinh_vien: 'student',
  nguoi_dan: 'citizen',
  can_bo_cong_chuc: 'official',
  nguoi_lao_dong_doanh_nghiep: 'worker',
};

/**
 * Rows that a source shows are loaded as `partial`; a group whose table nobody could read yet is one domain marked
 * `waiting`, so that nothing is invented in its place.
 */
export function decisionDocument(file: DecisionFile): FrameworkDocument {
  const domains: DomainRow[] = [];
  const components: ComponentRow[] = [];
  for (const { id, name, annex, skillAreas, skillAreasStatus } of file.groups) {
    const targetGroup = GROUPS[id] ?? null;
    const waiting = skillAreas.length === 0;
    const description = skillAreasStatus ?? null;
    const evidence = waiting ? 'waiting' : 'partial';
    domains.push({ code: annex, parent: null, name, description, targetGroup, evidence });
    for (const area of skillAreas) {
      const domain = `${annex}/${area.code}`;
      domains.push({
        ...{ code: domain, parent: annex, name: area.name, description: null, targetGroup },
        evidence: 'partial',
      });
      for (const skill of area.skills)
        components.push({
          ...{ domain, code: `${annex}/${skill.code}`, name: skill.name, description: skill.description },
          ...{ evidence: 'partial', replaces: [] },
        });
    }
  }
  const { name, unknown, consequence } = file.assessment;
  return {
    framework: {
      code: DECISION,
      version: '1.0',
      title: file.title,
      document: `${file.document.fullTitle} (${file.document.number}, ${file.document.issuer})`,
      effectiveDate: file.document.date,
      appliesTo: file.appliesTo.text,
      notes: [file.completeness, `${name}: ${unknown.join('; ')}. ${consequence}`, file.commonMisstatement],
      retired: [],
    },
    levels: [],
    domains,
    components,
    indicators: [],
  };
}
