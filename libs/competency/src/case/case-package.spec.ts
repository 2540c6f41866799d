import { describe, expect, test } from '@jest/globals';
import { circular, decision, small } from '../document/sample.testing.js';
import { studentCrosswalk } from '../seed/student-crosswalk.js';
import type { CfPackage } from './case-model.js';
import { casePackage } from './case-package.js';
import { cfPackageSchema } from './case-schema.testing.js';

const common = {
  status: 'in-force' as const,
  changedAt: new Date('2026-11-22T03:00:00Z'),
  crosswalks: [],
  formerVersions: [],
  publicUrl: 'https://hoc.example.vn',
};
const ids = (part: { identifier: string }[]) => part.map((each) => each.identifier);
const whole = (): CfPackage => {
  const walk = studentCrosswalk(circular(), decision(), 'nguồn');
  return casePackage({ ...common, document: circular(), crosswalks: [walk] });
};

describe('a framework as a CASE 1.1 package', () => {
  test.each([
    ['Circular 02 with its crosswalk', whole],
    ['Decision 757', () => casePackage({ ...common, document: decision() })],
    ['a draft', () => casePackage({ ...common, document: small(), status: 'draft' })],
  ])('%s follows the information model', (_, make) => {
    const result = cfPackageSchema.safeParse(JSON.parse(JSON.stringify(make())));
    expect(result.error?.issues ?? []).toEqual([]);
  });

  test('nothing of the Circular is left out: 8 levels, 6 domains, 24 components, 417 indicators', () => {
    const { CFItems, CFAssociations } = whole();
    const count = (type: string) => CFItems.filter((each) => each.CFItemType === type).length;
    expect(['Level', 'Domain', 'Component', 'Indicator'].map(count)).toEqual([8, 6, 24, 417]);
    const associated = (type: string) =>
      CFAssociations.filter((each) => each.associationType === type).length;
    expect(['isChildOf', 'hasSkillLevel', 'exactMatchOf'].map(associated)).toEqual([455, 417, 24]);
  });

  test('every item hangs under the document by exactly one parent, and every link inside leads to an item', () => {
    const { CFDocument, CFItems, CFAssociations } = whole();
    const known = new Set([CFDocument.identifier, ...ids(CFItems)]);
    const children = CFAssociations.filter((each) => each.associationType === 'isChildOf');
    expect(children.map((each) => each.originNodeURI.identifier).sort()).toEqual(ids(CFItems).sort());
    const inside = CFAssociations.filter((each) => each.associationType !== 'exactMatchOf');
    const astray = inside
      .flatMap(({ originNodeURI, destinationNodeURI }) => [originNodeURI, destinationNodeURI])
      .filter((each) => !known.has(each.identifier));
    expect(astray).toEqual([]);
    const all = [...known, ...ids(CFAssociations)];
    expect(new Set(all).size).toBe(all.length);
  });

  test('a crosswalk leads to the very items of the other package', () => {
    const others = new Set(ids(casePackage({ ...common, document: decision() }).CFItems));
    const matches = whole().CFAssociations.filter((each) => each.associationType === 'exactMatchOf');
    expect(matches.filter((each) => !others.has(each.destinationNodeURI.identifier))).toEqual([]);
    expect(matches[0]?.notes).toBe('evidence: partial');
  });

  test('«includes» is «is part of» from the other side', () => {
    const end = { framework: 'thu-2026', version: '1.0' };
    const row = { from: 'A.1', to: 'X.1', evidence: 'verbatim' as const, note: null };
    const walk = (relation: 'includes' | 'part-of') => ({
      ...{ from: end, to: { ...end, framework: 'khac' }, title: 'T', source: 'S' },
      rows: [{ ...row, relation }],
    });
    const [includes, part] = (['includes', 'part-of'] as const).map(
      (relation) =>
        casePackage({ ...common, document: small(), crosswalks: [walk(relation)] }).CFAssociations.at(-1)!,
    );
    expect([includes!.associationType, part!.associationType]).toEqual(['isPartOf', 'isPartOf']);
    expect(includes!.originNodeURI).toEqual(part!.destinationNodeURI);
    expect(includes!.destinationNodeURI).toEqual(part!.originNodeURI);
  });

  test('what took the place of an old code is tied to the very item of the version that had it', () => {
    const before = small();
    const after = small();
    after.framework.version = '2.0';
    after.components[1]!.replaces = ['C.9', 'X.0'];
    before.components[1]!.code = 'C.9';
    before.indicators = [];
    const formerVersions = [
      { version: '1.5', codes: ['A.1'] },
      { version: '1.0', codes: before.components.map((each) => each.code) },
    ];
    const old = casePackage({ ...common, document: before });
    const made = casePackage({ ...common, document: after, formerVersions });
    expect(cfPackageSchema.safeParse(JSON.parse(JSON.stringify(made))).error?.issues ?? []).toEqual([]);
    const replaced = made.CFAssociations.filter((each) => each.associationType === 'replacedBy');
    const idOf = (whole: CfPackage, code: string) =>
      whole.CFItems.find((each) => each.humanCodingScheme === code)?.identifier;
    expect(
      replaced.map((each) => [each.originNodeURI.identifier, each.destinationNodeURI.identifier]),
    ).toEqual([[idOf(old, 'C.9'), idOf(made, 'A.2')]]);
  });

  test('the same everywhere, and other identifiers for another version', () => {
    expect(JSON.stringify(whole())).toBe(JSON.stringify(whole()));
    const other = circular();
    other.framework.version = '2026';
    const next = casePackage({ ...common, document: other });
    const earlier = new Set(ids(whole().CFItems));
    expect(ids(next.CFItems).filter((id) => earlier.has(id))).toEqual([]);
  });

  test('how far a wording was verified goes with it', () => {
    const marked = whole().CFItems.filter((each) => each.notes === 'evidence: sources-differ');
    expect(marked.length).toBe(22);
  });
});
