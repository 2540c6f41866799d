import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '#platform/i18n';
import type { Departments } from '../directory/index.js';
import { type ReferenceUnits, unitRows } from './unit-rows.js';

const read = <T>(name: string) =>
  JSON.parse(fs.readFileSync(path.join(projectRoot, 'seeds/reference', name), 'utf8')) as T;
const { units, periods } = unitRows(
  read<ReferenceUnits>('administrative-units-2025.json'),
  read<Departments>('departments.json'),
);
const byCode = new Map(units.map((unit) => [unit.code, unit]));
const count = (kind: string) => units.filter((unit) => unit.kind === kind).length;

describe('rows of the unit tree', () => {
  test('are all provinces and communes, with departments and a team for each commune', () => {
    expect([count('country'), count('province'), count('commune'), count('team')]).toEqual([
      1, 34, 3321, 3321,
    ]);
    expect(count('department')).toBe(34 * 16);
    expect(byCode.size).toBe(units.length);
  });

  test('stand below their parents, which come first', () => {
    const seen = new Map<string, string>();
    for (const unit of units) {
      if (unit.parent_code) expect(unit.path.startsWith(`${seen.get(unit.parent_code)}.`)).toBe(true);
      else expect(unit.path).toBe('vn');
      expect(unit.path).toMatch(/^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/);
      seen.set(unit.code, unit.path);
    }
    expect(new Set(seen.values()).size).toBe(units.length);
  });

  test('carry the codes people write: a department under its province, a team under its commune', () => {
    expect(byCode.get('31-SKHCN')).toMatchObject({
      parent_code: '31',
      path: 'vn.31.31_SKHCN',
      kind: 'department',
    });
    expect(byCode.get('11311-CNSCD')).toMatchObject({
      parent_code: '11311',
      path: 'vn.31.11311.11311_CNSCD',
      name: 'Tổ công nghệ số cộng đồng phường Hồng Bàng',
    });
  });

  test('have one period each, and two where a law changed them', () => {
    const twice = new Map<string, string[]>();
    for (const { code, name } of periods) twice.set(code, [...(twice.get(code) ?? []), name]);
    const changed = [...twice].filter(([, names]) => names.length > 1);
    // Đồng Nai itself, its ten communes that became wards, and their ten teams.
    expect(changed.length).toBe(21);
    expect(twice.get('75')).toEqual(['Tỉnh Đồng Nai', 'Thành phố Đồng Nai']);
    expect(changed.map(([, names]) => names)).toContainEqual(['Xã Long Thành', 'Phường Long Thành']);
    for (const [code, [before, now]] of changed)
      expect([byCode.get(code)?.name, before]).toEqual([now, expect.stringMatching(/Tỉnh|Xã|xã/)]);
  });
});
