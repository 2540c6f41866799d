import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '#platform/i18n';
import { readXlsx } from '#platform/spreadsheet';
import { NumberPattern } from '../../register/number-pattern.js';
import { checkRegister } from './check-register.js';
import { findLayout } from './layout.js';

const file = (name: string) => fs.readFileSync(path.join(projectRoot, 'test/fixtures/old-register', name));

test('the register of 2024 gives the answers of its key', async () => {
  const key = JSON.parse(file('so-cap-2024.expected.json').toString());
  const { layout, sheet } = findLayout(await readXlsx(file('so-cap-2024.xlsx')), {})!;
  const { rows, numbers } = checkRegister(sheet, layout, {
    year: 2024,
    today: '2026-11-22',
    serials: new NumberPattern('HP{yy} {seq:7}'),
    entries: new NumberPattern('{seq}/{yyyy}/GCN-CNTTTT'),
    course: null,
    knownCourses: new Set(),
    keepsCourses: true,
    keepsDoubles: false,
    holdings: [],
    serialsElsewhere: new Set(),
  });
  const refused = rows.filter(({ outcome }) => outcome === 'reject');
  expect(Object.fromEntries(refused.map(({ row, messages }) => [row, messages[0]!.code]))).toEqual(
    key.refused,
  );
  expect([rows.length, numbers.last]).toEqual([key.rows, key.last]);
});
