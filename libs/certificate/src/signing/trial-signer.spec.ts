import { expect, test } from '@jest/globals';
import { TrialSigner } from './trial-signer.js';

test('the trial signer changes no byte, claims no signature and no legal value', async () => {
  const signer = new TrialSigner();
  const pdf = Buffer.from('%PDF-1.4 …');
  const signed = await signer.sign(pdf, { certificateId: 'c', at: new Date(0) });
  expect(signed.pdf.equals(pdf)).toBe(true);
  expect(signed.signature).toBeNull();
  expect(signer.describe()).toEqual({ kind: 'trial', legalValue: false, subject: null });
});
