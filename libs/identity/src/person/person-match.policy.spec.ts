import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Candidate, matchPerson, nameKey, type RowFacts } from './person-match.policy.js';

const UNIT = 'unit-a';
const row = (facts: Partial<RowFacts> = {}): RowFacts => ({
  fullName: 'Nguyễn Văn An',
  birthDate: null,
  birthYear: null,
  gender: null,
  phone: null,
  email: null,
  jobTitle: null,
  unitId: UNIT,
  hasCitizenId: false,
  nameKey: nameKey(facts.fullName ?? 'Nguyễn Văn An'),
  ...facts,
});
const known = (accountId: string, facts: Partial<Candidate> = {}): Candidate => ({
  accountId,
  fullName: 'Nguyễn Văn An',
  birthDate: null,
  birthYear: null,
  gender: null,
  phone: null,
  email: null,
  jobTitle: null,
  unitId: UNIT,
  sameCitizenId: null,
  nameKey: nameKey(facts.fullName ?? 'Nguyễn Văn An'),
  ...facts,
});
const match = (facts: Partial<RowFacts>, ...candidates: Candidate[]) =>
  matchPerson(row(facts), candidates, new Set());

describe('finding the person of a list row', () => {
  test('a citizen number that is new to us does not make somebody else of a known person', () => {
    const before = known('a', { birthDate: '1980-01-02', unitId: 'unit-b' });
    expect(match({ hasCitizenId: true, birthDate: '1980-01-02' }, before)).toMatchObject({ accountId: 'a' });
  });

  test('the citizen number decides, wherever the person now works', () => {
    const moved = known('a', { sameCitizenId: true, unitId: 'unit-b', phone: '0912345678' });
    expect(match({ hasCitizenId: true, phone: '0987654321' }, moved)).toEqual({
      kind: 'found',
      accountId: 'a',
      by: 'citizen-id',
      certain: true,
      changes: [
        { field: 'phone', from: '0912345678', to: '0987654321' },
        { field: 'unitId', from: 'unit-b', to: UNIT },
      ],
      additions: [],
    });
  });

  test('the same number under another name is for somebody to confirm', () => {
    const other = known('a', { sameCitizenId: true, fullName: 'Trần Thị Bình' });
    expect(match({ hasCitizenId: true }, other)).toMatchObject({ by: 'citizen-id', certain: false });
  });

  test('another citizen number is another person, however alike the rest', () => {
    const alike = known('a', { sameCitizenId: false, phone: '0912345678', birthDate: '1980-01-02' });
    expect(match({ hasCitizenId: true, phone: '0912345678', birthDate: '1980-01-02' }, alike)).toEqual({
      kind: 'new',
      namesakes: ['a'],
    });
  });

  test('name and phone together suffice, unless the birth contradicts: a family shares a phone', () => {
    const parent = known('a', { phone: '0912345678', birthDate: '1960-05-05' });
    expect(match({ phone: '0912345678' }, parent)).toMatchObject({ kind: 'found', by: 'phone-and-name' });
    expect(match({ phone: '0912345678', birthDate: '1990-05-05' }, parent).kind).toBe('new');
    expect(match({ phone: '0912345678', fullName: 'Nguyễn Văn Ẩn' }, parent).kind).toBe('new');
  });

  test('a year is enough beside a full date when nothing else contradicts', () => {
    const person = known('a', { birthDate: '1980-01-02' });
    expect(match({ birthYear: 1980 }, person)).toMatchObject({ kind: 'found', by: 'name-birth-unit' });
    expect(match({ birthYear: 1981 }, person).kind).toBe('new');
  });

  test('two of one name whom nothing tells apart stay two', () => {
    const first = known('a', { birthDate: '1980-01-02' });
    expect(match({}, first)).toEqual({ kind: 'new', namesakes: ['a'] });
  });

  test('the same list again finds each of two namesakes once', () => {
    const both = [known('a'), known('b')];
    const taken = new Set<string>();
    const one = matchPerson(row(), both, taken);
    if (one.kind === 'found') taken.add(one.accountId);
    const two = matchPerson(row(), both, taken);
    expect([one, two]).toEqual([
      { kind: 'found', accountId: 'a', by: 'same-facts', certain: true, changes: [], additions: [] },
      { kind: 'found', accountId: 'b', by: 'same-facts', certain: true, changes: [], additions: [] },
    ]);
  });

  test('same name and birth in another unit of the province is probable, not certain', () => {
    const elsewhere = known('a', { birthDate: '1980-01-02', unitId: 'unit-b' });
    expect(match({ birthDate: '1980-01-02' }, elsewhere)).toMatchObject({
      by: 'name-and-birth',
      certain: false,
      changes: [{ field: 'unitId', from: 'unit-b', to: UNIT }],
    });
    const twin = known('b', { birthDate: '1980-01-02', unitId: 'unit-c' });
    expect(match({ birthDate: '1980-01-02' }, elsewhere, twin).kind).toBe('new');
  });

  test('names are compared without regard to case, spaces and the form of Unicode', () => {
    const person = known('a', { fullName: 'Nguyễn Văn An', phone: '0912345678' });
    expect(match({ fullName: 'NGUYỄN  VĂN AN'.normalize('NFD'), phone: '0912345678' }, person).kind).toBe(
      'found',
    );
  });

  test('what the list adds is told apart from what it changes', () => {
    const person = known('a', { phone: '0912345678', jobTitle: 'Chuyên viên' });
    expect(
      match({ phone: '0912345678', jobTitle: 'Phó phòng', email: 'an@haiphong.gov.vn' }, person),
    ).toMatchObject({
      changes: [{ field: 'jobTitle', from: 'Chuyên viên', to: 'Phó phòng' }],
      additions: ['email'],
    });
  });

  test('a row never takes an account that another row of the list has', () => {
    const facts = {
      birthYear: fc.option(fc.integer({ min: 1960, max: 1963 })),
      phone: fc.option(fc.constantFrom('0912345678', '0987654321')),
      gender: fc.option(fc.constantFrom('male' as const, 'female' as const)),
    };
    fc.assert(
      fc.property(
        fc.array(fc.record(facts), { maxLength: 8 }),
        fc.array(fc.record(facts), { maxLength: 8 }),
        (rows, people) => {
          const candidates = people.map((person, index) => known(String(index), person));
          const taken = new Set<string>();
          const found: string[] = [];
          for (const each of rows) {
            const result = matchPerson(row(each), candidates, taken);
            if (result.kind !== 'found') continue;
            found.push(result.accountId);
            taken.add(result.accountId);
          }
          expect(new Set(found).size).toBe(found.length);
        },
      ),
    );
  });
});
