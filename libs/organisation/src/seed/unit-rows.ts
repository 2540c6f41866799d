import { type AdministrativeUnits, type Departments, unitRecordsFromReference } from '../directory/index.js';
import { pathLabel, type UnitKind } from '../unit/unit.js';

/** The two-tier government began on this day; no unit here is older. */
const BEGINNING = '2025-07-01';

export interface UnitRow {
  code: string;
  kind: UnitKind;
  name: string;
  aliases: string[];
  parent_code: string | null;
  province_code: string | null;
  path: string;
  valid_from: string;
}

export interface PeriodRow {
  code: string;
  valid_from: string;
  valid_to: string | null;
  kind: UnitKind;
  name: string;
  document: string | null;
}

type Province = AdministrativeUnits['provinces'][number] & { typeBefore20260430?: string };

export interface ReferenceUnits extends AdministrativeUnits {
  provinces: Province[];
  baseline: { document: string };
  changesSince: { effectiveDate: string; documents: string[] }[];
}

/** Rows of the unit tree and of its history, parents before children. Pure. */
export function unitRows(reference: ReferenceUnits, departments: Departments) {
  const units: UnitRow[] = [
    row({ code: 'vn', kind: 'country', name: 'Việt Nam', parent: null, province: null, path: 'vn' }),
  ];
  for (const one of unitRecordsFromReference(reference, departments)) {
    const above = one.kind === 'province' ? 'vn' : `vn.${one.provinceCode}`;
    const path = `${above}.${pathLabel(one.code)}`;
    const parent = one.parentCode ?? 'vn';
    const { code, kind, name, aliases } = one;
    units.push(row({ code, kind, name, aliases, parent, province: one.provinceCode, path }));
    if (kind === 'commune') units.push(teamOf(code, name, one.provinceCode, path));
  }
  return { units, periods: periodsOf(units, reference) };
}

interface Facts {
  code: string;
  kind: UnitKind;
  name: string;
  aliases?: string[];
  parent: string | null;
  province: string | null;
  path: string;
}

function row({ code, kind, name, aliases = [], parent, province, path }: Facts): UnitRow {
  const parts = {
    code,
    kind,
    name: name.normalize('NFC'),
    aliases,
    parent_code: parent,
    province_code: province,
  };
  return { ...parts, path, valid_from: BEGINNING };
}

const TEAM = 'Tổ công nghệ số cộng đồng';

function teamOf(commune: string, name: string, province: string, path: string): UnitRow {
  const code = `${commune}-CNSCD`;
  return row({
    code,
    kind: 'team',
    name: teamName(name),
    aliases: [`Tổ CNSCĐ ${name}`],
    parent: commune,
    province,
    path: `${path}.${pathLabel(code)}`,
  });
}

const teamName = (commune: string): string => `${TEAM} ${commune.charAt(0).toLowerCase()}${commune.slice(1)}`;

const FORMER_KINDS: Record<string, string> = { xa: 'Xã', tinh: 'Tỉnh' };

/** One period for most; two where the reference knows what a unit was before a change. */
function periodsOf(units: readonly UnitRow[], reference: ReferenceUnits): PeriodRow[] {
  const change = reference.changesSince[0];
  const formerly = new Map<string, string>();
  for (const province of reference.provinces)
    for (const unit of [province, ...province.units]) {
      const kind = FORMER_KINDS[unit.typeBefore20260430 ?? ''];
      if (!kind) continue;
      formerly.set(unit.code, `${kind} ${unit.name}`);
      formerly.set(`${unit.code}-CNSCD`, teamName(`${kind} ${unit.name}`));
    }
  return units.flatMap(({ code, kind, name }): PeriodRow[] => {
    const official = kind === 'province' || kind === 'commune';
    const former = formerly.get(code);
    const now = { code, kind, name, valid_to: null };
    if (!former || !change) {
      const document = official ? reference.baseline.document : null;
      return [{ ...now, valid_from: BEGINNING, document }];
    }
    return [
      {
        ...now,
        name: former,
        valid_from: BEGINNING,
        valid_to: change.effectiveDate,
        document: official ? reference.baseline.document : null,
      },
      { ...now, valid_from: change.effectiveDate, document: official ? change.documents.join('; ') : null },
    ];
  });
}
