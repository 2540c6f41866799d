import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ROLES, type Role } from '#platform/http';
import { type ManagedAccount, mayGive, mayManage, rolesToGive } from './granting.policy.js';

const grant = (role: Role, unitPath: string) => ({ role, unitId: unitPath, unitPath });
const actor = (...grants: [Role, string][]) => ({
  accountId: 'me',
  grants: grants.map(([role, path]) => grant(role, path)),
});
const account = (unitPath: string | null, ...grants: [Role, string][]): ManagedAccount => ({
  accountId: 'other',
  unitPath,
  grants: grants.map(([role, path]) => grant(role, path)),
});

describe('giving roles', () => {
  test('a unit manager makes learners of their own unit and below', () => {
    const manager = actor(['unit-manager', 'vn.31.11311']);
    expect(rolesToGive(manager)).toEqual(['learner']);
    expect(mayGive(manager, 'learner', 'vn.31.11311')).toBe(true);
    expect(mayGive(manager, 'learner', 'vn.31.11311.11311_CNSCD')).toBe(true);
    expect(mayGive(manager, 'learner', 'vn.31.113110')).toBe(false);
    expect(mayGive(manager, 'learner', 'vn.31')).toBe(false);
    expect(mayGive(manager, 'unit-manager', 'vn.31.11311')).toBe(false);
  });

  test('a programme administrator staffs a programme, but signs nobody in as its registrar or auditor', () => {
    const admin = actor(['programme-admin', 'vn.31']);
    expect(rolesToGive(admin)).toEqual(['learner', 'unit-manager', 'author', 'marker', 'invigilator']);
    expect(mayGive(admin, 'registrar', 'vn.31')).toBe(false);
    expect(mayGive(admin, 'programme-admin', 'vn.31')).toBe(false);
  });

  test('a system administrator gives every role, where they are responsible', () => {
    const admin = actor(['system-admin', 'vn.31']);
    for (const role of ROLES) expect(mayGive(admin, role, 'vn.31.11311')).toBe(true);
    for (const role of ROLES) expect(mayGive(admin, role, 'vn.01')).toBe(false);
  });

  test.each(['learner', 'author', 'marker', 'invigilator', 'registrar', 'auditor'] as const)(
    'a %s gives none',
    (role) => {
      expect(rolesToGive(actor([role, 'vn']))).toEqual([]);
      expect(mayManage(actor([role, 'vn']), account('vn.31.11311'))).toBe(false);
    },
  );
});

describe('managing accounts', () => {
  const manager = actor(['unit-manager', 'vn.31.11311']);

  test('is for people of one’s units', () => {
    expect(mayManage(manager, account('vn.31.11311', ['learner', 'vn.31.11311']))).toBe(true);
    expect(mayManage(manager, account('vn.31.11329', ['learner', 'vn.31.11329']))).toBe(false);
    expect(mayManage(manager, account(null))).toBe(false);
    expect(mayManage(actor(['system-admin', 'vn']), account(null))).toBe(true);
  });

  test('does not reach somebody who may do more, or the same elsewhere', () => {
    expect(mayManage(manager, account('vn.31.11311', ['system-admin', 'vn']))).toBe(false);
    expect(mayManage(manager, account('vn.31.11311', ['unit-manager', 'vn.31.11311']))).toBe(false);
    expect(mayManage(manager, account('vn.31.11311', ['learner', 'vn.31.11329']))).toBe(false);
  });

  test('is never for oneself', () => {
    const admin = actor(['system-admin', 'vn']);
    expect(mayManage(admin, { ...account('vn.31'), accountId: 'me' })).toBe(false);
  });

  test('never gives power that the manager lacks', () => {
    const path = fc.constantFrom('vn', 'vn.31', 'vn.31.11311', 'vn.01', 'vn.01.00004');
    const grants = fc.array(fc.tuple(fc.constantFrom(...ROLES), path), { maxLength: 4 });
    fc.assert(
      fc.property(grants, grants, path, (own, theirs, unit) => {
        const me = actor(...own);
        if (!mayManage(me, account(unit, ...theirs))) return;
        for (const [role, at] of theirs) expect(mayGive(me, role, at)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
