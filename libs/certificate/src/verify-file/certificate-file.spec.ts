import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { newVerificationCode } from '../code/verification-code.js';
import { renderCertificate } from '../render/render-certificate.js';
import { sampleModel } from '../render/sample-model.js';
import { readCertificateFile } from './certificate-file.js';
import { formatLabel } from './file-label.js';

const pdfWith = (...labels: string[]) => Buffer.from(`%PDF-1.4\n${labels.join('\n')}\n%%EOF`, 'latin1');
const label = { code: newVerificationCode(), serial: 'HP26 (mới) & “Đ” <1>', trial: false };

describe('reading a certificate file', () => {
  test('finds code, serial and hash in a file that was rendered here', async () => {
    const model = sampleModel();
    const pdf = await renderCertificate(model);
    expect(readCertificateFile(pdf)).toEqual({
      ok: true,
      sha256: createHash('sha256').update(pdf).digest('hex'),
      label: { code: model.verification.code, serial: model.serial, trial: true },
    });
  });

  test('one changed or appended byte gives another hash', async () => {
    const pdf = await renderCertificate(sampleModel());
    const { sha256 } = readCertificateFile(pdf);
    for (let at = 0; at < pdf.length; at += 997) {
      const changed = Buffer.from(pdf);
      changed[at]! ^= 1;
      expect(readCertificateFile(changed).sha256).not.toBe(sha256);
    }
    expect(readCertificateFile(Buffer.concat([pdf, Buffer.from('\n')])).sha256).not.toBe(sha256);
  });

  test('the label keeps any serial, in characters that neither PDF nor XML escapes', () => {
    const text = formatLabel(label);
    expect(text).toMatch(/^[\w:;=.~%-]+$/);
    expect(readCertificateFile(pdfWith(text, text))).toMatchObject({ ok: true, label });
  });

  test.each([
    ['not-a-pdf', Buffer.from('PK\u0003\u0004')],
    ['not-a-pdf', Buffer.alloc(0)],
    ['no-label', pdfWith('nothing of ours')],
    ['no-label', pdfWith(formatLabel(label).replace(label.code, `${'0'.repeat(27)}1`))],
    ['no-label', pdfWith(formatLabel({ ...label, serial: 'x' }).replace('serial=x', 'serial=%E0%A4'))],
    [
      'conflicting-labels',
      pdfWith(formatLabel(label), formatLabel({ ...label, code: newVerificationCode() })),
    ],
    ['too-large', Buffer.concat([pdfWith(formatLabel(label)), Buffer.alloc(5 * 1024 * 1024)])],
  ])('answers “%s”', (problem, bytes) => {
    expect(readCertificateFile(bytes)).toMatchObject({ ok: false, problem });
  });
});
