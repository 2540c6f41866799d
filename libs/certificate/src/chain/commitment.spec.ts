import { describe, expect, test } from '@jest/globals';
import { type CertificateFacts, commitmentHolds, commitTo, newSalt } from './commitment.js';

const facts: CertificateFacts = {
  serial: 'HP26 0015206',
  registerNumber: '15206/2026/GCN-CNTTTT',
  code: '7K3MQ0XZ9F2VB6T1HDRJ8NPW4C7Z',
  holder: 'Phạm Thị Hồng Nhung',
  birth: '1987-08-14',
  course: 'Ứng dụng AI trong thực thi nhiệm vụ',
  issuer: 'Trung tâm Công nghệ thông tin và Truyền thông',
  issuedOn: '2026-06-12',
  paper: 'ab'.repeat(32),
  fileHash: null,
};

describe('commitment', () => {
  test('can be recomputed outside: HMAC-SHA-256 over canonical JSON', () => {
    expect(commitTo(facts, '00'.repeat(32))).toBe(
      '5a7d1c9d0907eca95389c029c57c2903403036a4227bd0c8e0a6ef3498eb6491',
    );
  });

  test('holds for the same facts and salt only', () => {
    const salt = newSalt();
    const commitment = commitTo(facts, salt);
    expect(commitmentHolds(commitment, facts, salt)).toBe(true);
    expect(commitmentHolds(commitment, facts, newSalt())).toBe(false);
    expect(commitmentHolds(commitment.slice(2), facts, salt)).toBe(false);
    for (const key of Object.keys(facts)) {
      expect(commitmentHolds(commitment, { ...facts, [key]: 'khác' }, salt)).toBe(false);
    }
  });

  test('the same name in NFC and NFD is one fact', () => {
    const salt = newSalt();
    expect(commitTo({ ...facts, holder: facts.holder.normalize('NFD') }, salt)).toBe(commitTo(facts, salt));
  });

  test('the same facts under two salts look unrelated, and a salt is 32 random bytes', () => {
    const [one, two] = [newSalt(), newSalt()];
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(one).not.toBe(two);
    expect(commitTo(facts, one)).not.toBe(commitTo(facts, two));
    expect(() => commitTo(facts, 'abc')).toThrow(RangeError);
  });
});
