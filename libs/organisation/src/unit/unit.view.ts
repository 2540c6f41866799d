import type { FoundUnit, Unit, UnitPeriod } from './unit.js';

export const unitRow = (unit: Unit & Partial<FoundUnit>) => ({
  href: `/admin/units/${unit.code}`,
  code: unit.code,
  name: unit.name,
  kind: `organisation.kind.${unit.kind}`,
  provinceName: unit.provinceName ?? null,
});

export function unitView(
  unit: Unit,
  breadcrumb: { label: string; href: string | null }[],
  children: Unit[],
  history: UnitPeriod[],
) {
  return {
    unit: unitRow(unit),
    breadcrumb: [...breadcrumb, { label: unit.name, href: null }],
    children: children.map(unitRow),
    history: history.map(({ validFrom, validTo, name, document }) => ({
      validFrom,
      validTo,
      name,
      document,
    })),
  };
}
