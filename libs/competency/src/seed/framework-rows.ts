/** The parts of `seeds/reference/digital-competence-framework-tt02.json` that are loaded. */
export interface CircularFile {
  title: string;
  document: string;
  effectiveDate: string;
  appliesTo: string;
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
      levels: { level: number; indicators: { code: string; text: string; evidence: string }[] }[];
    }[];
  }[];
}

/** The parts of `seeds/reference/digital-skills-framework-757.json` that are loaded. */
export interface DecisionFile {
  title: string;
  document: { number: string; date: string; issuer: string; fullTitle: string };
  appliesTo: { text: string };
  completeness: string;
  groups: {
    id: string;
    name: string;
    annex: string;
    skillAreasStatus?: string;
    skillAreas: {
      code: string;
      name: string;
      skills: { code: string; name: string; description: string }[];
    }[];
  }[];
}

export interface FrameworkRows {
  framework: {
    code: string;
    version: string;
    title: string;
    document: string;
    effective_date: string | null;
    applies_to: string;
    notes: Record<string, string>;
  };
  levels: { level: number; code: string; proficiency: string }[];
  domains: {
    code: string;
    name: string;
    description: string | null;
    target_group: string | null;
    evidence: string;
    position: number;
  }[];
  components: {
    domain: string;
    code: string;
    name: string;
    description: string;
    evidence: string;
    position: number;
  }[];
  indicators: {
    component: string;
    level: number;
    code: string;
    text: string;
    evidence: string;
    position: number;
  }[];
}

export const CIRCULAR = 'tt02-2025';
export const DECISION = 'qd757-2025';

export function circularRows(file: CircularFile): FrameworkRows {
  const components = file.domains.flatMap((domain) => domain.components);
  return {
    framework: {
      code: CIRCULAR,
      version: '2025',
      title: file.title,
      document: file.document,
      effective_date: file.effectiveDate,
      applies_to: file.appliesTo,
      notes: { check: file.crossCheck.note },
    },
    levels: file.levelCodes,
    domains: file.domains.map(({ code, name, description, descriptionVerbatim }, position) => {
      const evidence = descriptionVerbatim ? 'verbatim' : 'summary';
      return { code, name, description, target_group: null, evidence, position };
    }),
    components: file.domains.flatMap((domain) =>
      domain.components.map(({ code, name, description }, position) => {
        return { domain: domain.code, code, name, description, evidence: 'two-sources', position };
      }),
    ),
    indicators: components.flatMap((component) =>
      component.levels.flatMap(({ level, indicators }) =>
        indicators.map(({ code, text, evidence }, position) => {
          return { component: component.code, level, code, text, evidence, position };
        }),
      ),
    ),
  };
}

const GROUPS: Record<string, string> = {
  hoc_sinh_sinh_vien: 'student',
  nguoi_dan: 'citizen',
  can_bo_cong_chuc: 'official',
  nguoi_lao_dong_doanh_nghiep: 'worker',
};

/**
 * Rows that a source shows are loaded as `partial`; a group whose table nobody could read yet is one domain marked
 * `waiting`, so that nothing is invented in its place.
 */
export function decisionRows(file: DecisionFile): FrameworkRows {
  const rows: FrameworkRows = {
    framework: {
      code: DECISION,
      version: '1.0',
      title: file.title,
      document: `${file.document.fullTitle} (${file.document.number}, ${file.document.issuer})`,
      effective_date: file.document.date,
      applies_to: file.appliesTo.text,
      notes: { completeness: file.completeness },
    },
    levels: [],
    domains: [],
    components: [],
    indicators: [],
  };
  for (const group of file.groups) {
    const target_group = GROUPS[group.id] ?? null;
    if (group.skillAreas.length === 0) {
      const description = group.skillAreasStatus ?? null;
      const position = rows.domains.length;
      rows.domains.push({
        code: group.annex,
        name: group.name,
        description,
        target_group,
        evidence: 'waiting',
        position,
      });
    }
    for (const area of group.skillAreas) {
      const code = `${group.annex}/${area.code}`;
      const position = rows.domains.length;
      rows.domains.push({
        code,
        name: area.name,
        description: null,
        target_group,
        evidence: 'partial',
        position,
      });
      area.skills.forEach((skill, index) => {
        const { name, description } = skill;
        const component = { domain: code, code: `${group.annex}/${skill.code}`, name, description };
        rows.components.push({ ...component, evidence: 'partial', position: index });
      });
    }
  }
  return rows;
}
