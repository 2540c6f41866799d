import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { newVerificationCode } from '../code/verification-code.js';
import { benchCertificates } from './bench-render.js';
import { renderCertificate } from './render-certificate.js';
import { renderRefusals } from './render-refused.js';
import { sampleModel } from './sample-model.js';

describe('rendering a certificate', () => {
  test('the same model gives the same bytes, others in between or not', async () => {
    const first = await renderCertificate(sampleModel());
    await renderCertificate({ ...sampleModel(), holder: { name: 'Y Ƀlưm Êƀan' } });
    expect((await renderCertificate(sampleModel())).equals(first)).toBe(true);
  });

  test('every fact changes the file', async () => {
    const model = sampleModel();
    const plain = await renderCertificate(model);
    const changes = [
      { holder: { ...model.holder, name: 'Phạm Thị Hồng Nhưng' } },
      { serial: 'HP26 0015207' },
      { registerNumber: '15207/2026/GCN-CNTTTT' },
      { verification: { ...model.verification, code: newVerificationCode() } },
      { verification: { ...model.verification, url: 'https://hocvuso.example/khac' } },
      { createdAt: new Date('2026-06-12T07:05:10Z') },
      { trial: false },
    ];
    for (const change of changes)
      expect((await renderCertificate({ ...model, ...change })).equals(plain)).toBe(false);
  });

  test('a name in NFD is the same name', async () => {
    const model = sampleModel();
    const decomposed = { ...model, holder: { ...model.holder, name: model.holder.name.normalize('NFD') } };
    expect((await renderCertificate(decomposed)).equals(await renderCertificate(model))).toBe(true);
  });

  test('holds no transparency, script, link or attachment, and no personal data outside the page', async () => {
    const file = (await renderCertificate(sampleModel())).toString('latin1');
    for (const name of [
      '/SMask',
      '/ca ',
      '/CA ',
      '/JS',
      '/JavaScript',
      '/URI',
      '/EmbeddedFile',
      '/OpenAction',
    ]) {
      expect(file).not.toContain(name);
    }
    expect(file).not.toContain('Nhung');
    expect(file).toContain('D:20260612070509Z');
  });

  test('metadata stays well-formed whatever the serial', async () => {
    const file = await renderCertificate({ ...sampleModel(), serial: 'A&B <c> (d) Đ' });
    const packet = /<\?xpacket begin[\s\S]*<\?xpacket end/.exec(file.toString())![0];
    expect(packet.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/&|<c>/);
    expect(packet).toContain('serial=A%26B%20%3Cc%3E%20%28d%29%20%C4%90;');
  });

  test('a refusal rejects the promise and leaves the next one well', async () => {
    const broken = { ...sampleModel(), holder: { name: '🎓' } };
    await expect(renderCertificate(broken)).rejects.toMatchObject({
      code: 'certificate.unsupported-character',
    });
    await expect(renderCertificate(sampleModel())).resolves.toBeInstanceOf(Buffer);
  });

  test.each(['vi', 'en'])('every refusal and every field it can name has words in %s', (language) => {
    const words = JSON.parse(
      readFileSync(new URL(`../../locales/${language}.json`, import.meta.url), 'utf8'),
    );
    const source = ['page/certificate-text.ts']
      .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
      .join();
    const fields = [...source.matchAll(/(?:Text\(|Date\(|field: )'([\w.]+)'/g)].map(
      ([, field]) => `certificate.field.${field}`,
    );
    expect(fields.length).toBeGreaterThan(25);
    expect(Object.keys(words)).toEqual(
      expect.arrayContaining([...renderRefusals.map((code) => `errors.${code}`), ...fields]),
    );
  });

  test('the bench draws and signs different certificates and measures them', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hocvuso-bench-'));
    const { count, perSecond, bytes } = await benchCertificates(5, folder);
    rmSync(folder, { recursive: true });
    expect(count).toBe(5);
    expect(perSecond).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(20_000);
  });
});
