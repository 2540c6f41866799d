import { describe, expect, test } from '@jest/globals';
import { Certificate, type CertificateStatus } from './certificate.entity.js';

const certificate = (status: CertificateStatus) =>
  Object.assign(new Certificate(), { status, endedAt: null });

describe('a certificate', () => {
  test('is revoked with its reason and moment', () => {
    const one = certificate('valid');
    const at = new Date('2026-06-20T02:00:00Z');
    one.revoke('Cấp nhầm lớp', at);
    expect(one).toMatchObject({ status: 'revoked', endReason: 'Cấp nhầm lớp', endedAt: at });
  });

  test.each(['revoked', 'replaced'] as const)('that is %s ends no second time', (status) => {
    const one = certificate(status);
    expect(() => one.revoke('Lần nữa', new Date())).toThrow('certificate.not-valid');
    expect(() => one.replace('Lần nữa', new Date())).toThrow('certificate.not-valid');
    expect(one).toMatchObject({ status, endedAt: null });
  });
});
