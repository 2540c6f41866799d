import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { chooseSigner } from '../signing/choose-signer.js';
import { proofModel } from '../template/proof/proof-cases.js';
import { READY_TEMPLATES, readyTemplate } from '../template/ready-templates.js';
import { renderCertificate } from './render-certificate.js';
import { paperPicture, takeInPicture } from './template/paper-picture.js';
import { prepareTemplate } from './template/prepared-template.js';
import type { TemplateElement } from './template/template-document.js';

/** Files of the ready designs with a seal on them, signed, as other software sees them. */
const JARS = [
  'pdfbox2',
  'preflight',
  'xmpbox',
  'fontbox2',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((jar) => `/usr/share/java/${jar}.jar`);
const has = (tool: string) => spawnSync(tool, ['-v']).error === undefined;
const tools = ['pdftotext', 'pdffonts', 'pdfsig', 'pdftoppm', 'java'].every(has) && JARS.every(existsSync);
const needsTools = tools || process.env['CI'] === 'true' ? test : test.skip;

const SEAL: TemplateElement = {
  id: 'seal',
  type: 'picture',
  use: 'seal',
  picture: 'a'.repeat(64),
  alt: 'Con dấu',
  x: 150,
  y: 150,
  width: 30,
  height: 30,
};
/** Letters set apart have to stay one word. */
const SUBTITLES = {
  completion: 'HOÀN THÀNH KHÓA HỌC',
  skills: 'KỸ NĂNG SỐ',
  attendance: 'THAM DỰ TRỰC TIẾP',
  contest: 'THÀNH TÍCH CUỘC THI',
};
const people = ['usual', 'long-name'] as const;
const names = READY_TEMPLATES.flatMap((ready) => people.map((person) => [ready, person] as const));

let folder: string;
const fileOf = (ready: string, person: string) => path.join(folder, `${ready}-${person}.pdf`);
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { maxBuffer: 64 * 1024 * 1024 });

function seal(): Buffer {
  const png = new PNG({ width: 300, height: 300 });
  for (let y = 0; y < 300; y++)
    for (let x = 0; x < 300; x++) {
      const r = Math.hypot(x - 150, y - 150);
      const alpha = r > 148 ? 0 : r > 138 || r < 30 ? 255 : r < 34 ? 120 : 0;
      png.data.set([200, 16, 32, alpha], (y * 300 + x) * 4);
    }
  return PNG.sync.write(png);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hocvuso-templates-'));
  const signer = chooseSigner({
    dataDir: folder,
    signing: { key: { kind: 'development' }, timeStampUrl: null },
  });
  const pictures = new Map([['a'.repeat(64), paperPicture(takeInPicture(seal()))]]);
  for (const [ready, person] of names) {
    const design = readyTemplate(ready);
    const template = prepareTemplate({ ...design, elements: [...design.elements, SEAL] }, pictures);
    const page = await renderCertificate(proofModel(person), {
      template,
      signatureRoom: signer.describe().room,
    });
    const { pdfs } = await signer.sign([page], new Date());
    expect(pdfs[0]!.length).toBeLessThan(60 * 1024);
    writeFileSync(fileOf(ready, person), pdfs[0]!);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(names)('%s with %s', (ready, person) => {
  needsTools('says its words in NFC, in embedded fonts, and its signature covers all of it', () => {
    const file = fileOf(ready, person);
    const text = run('pdftotext', '-raw', file, '-').toString().replace(/\s+/g, ' ');
    const { holder, course, serial, registerNumber, signatory } = proofModel(person);
    for (const value of [
      holder.name,
      course.name,
      serial,
      registerNumber,
      signatory.name,
      'GIẤY CHỨNG NHẬN',
      SUBTITLES[ready],
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Bản thử, chưa có giá trị pháp lý',
    ])
      expect(text).toContain(value);
    for (const font of run('pdffonts', file).toString().trim().split('\n').slice(2))
      expect(font).toMatch(/Identity-H +yes yes yes /);
    const signature = run('pdfsig', '-nocert', file).toString();
    expect(signature).toContain('Signature is Valid');
    expect(signature).toContain('Total document signed');
  });

  needsTools('has a QR that a camera reads', () => {
    const png = PNG.sync.read(run('pdftoppm', '-png', '-r', '150', fileOf(ready, person)));
    // The rest of the page would only cost the decoder time.
    const [top, wide] = [Math.floor(png.height * 0.7), Math.floor(png.width * 0.35)];
    const corner = new PNG({ width: wide, height: png.height - top });
    PNG.bitblt(png, corner, 0, top, wide, png.height - top, 0, 0);
    expect(jsqr.default(new Uint8ClampedArray(corner.data), corner.width, corner.height)?.data).toBe(
      proofModel(person).verification.url,
    );
  });
});

needsTools(
  'all are valid PDF/A-1b to PDFBox Preflight, with the seal and the signature',
  () => {
    const validator = ['-cp', JARS.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b'];
    for (const ready of READY_TEMPLATES)
      expect(run('java', ...validator, fileOf(ready, 'usual')).toString()).toMatch(
        /is a valid PDF\/A-1b file/,
      );
  },
  90_000,
);
