import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigError, type SigningConfig } from '#platform/config';
import { renderCertificate } from '../render/render-certificate.js';
import { sampleModel } from '../render/sample-model.js';
import { hasOpenssl, TestAuthority, type TestService } from '../testing/signing-services.js';
import { checkSignature } from '../verify-file/signature-check.js';
import { chooseSigner } from './choose-signer.js';
import { NoSignatureSlot } from './signature-slot.js';
import { SignerUnavailable } from './signer.js';

/** Judged by other software: pdfsig (NSS), OpenSSL, PDFBox Preflight, and keys and services made by OpenSSL. */
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
const equipped =
  hasOpenssl() && has('pdfsig') && has('java') && has('qpdf') && JARS.every((jar) => fs.existsSync(jar));
const needed = equipped || process.env['CI'] === 'true' ? describe : describe.skip;
if (!equipped)
  process.stderr.write('signatures.spec: openssl, pdfsig, qpdf or Preflight is missing, skipped\n');

needed('signatures', () => {
  let authority: TestAuthority;
  let tsa: TestService;
  let csc: Awaited<ReturnType<TestAuthority['csc']>>;
  let dataDir: string;

  beforeAll(async () => {
    authority = new TestAuthority();
    dataDir = authority.file('data');
    authority.issue('center', 'rsa', 'signer', 'intermediate');
    authority.issue('center-ec', 'ec', 'signer', 'intermediate');
    tsa = await authority.timeStamps();
    csc = await authority.csc('center');
  }, 60_000);
  afterAll(() => {
    tsa?.stop();
    csc?.stop();
    authority?.remove();
  });

  const signerFor = (key: SigningConfig['key'], timeStampUrl: string | null = null) =>
    chooseSigner({ dataDir, signing: { key, timeStampUrl } });
  const remote = (more: object = {}): SigningConfig['key'] => ({
    kind: 'remote',
    url: `${csc.url}/csc/v2`,
    credentialId: 'GS001',
    token: 'secret',
    pin: '1234',
    ...more,
  });
  const p12 = (name: string, kind?: 'modern' | 'old'): SigningConfig['key'] => ({
    kind: 'pkcs12',
    file: authority.pkcs12(name, 'mật khẩu', kind),
    passphrase: 'mật khẩu',
  });
  const now = () => new Date();

  async function signed(signer: ReturnType<typeof signerFor>, when = now()): Promise<Buffer> {
    const page = await renderCertificate(sampleModel(), { signatureRoom: signer.describe().room });
    return (await signer.sign([page], when)).pdfs[0]!;
  }
  const kept = (pdf: Buffer): string => {
    const file = path.join(authority.folder, 'signed.pdf');
    fs.writeFileSync(file, pdf);
    return file;
  };
  const pdfsig = (pdf: Buffer) => execFileSync('pdfsig', [kept(pdf)]).toString();
  const preflight = (pdf: Buffer) =>
    execFileSync('java', [
      '-cp',
      JARS.join(':'),
      'org.apache.pdfbox.preflight.Validator_A1b',
      kept(pdf),
    ]).toString();
  const cmsOf = (pdf: Buffer): string => {
    // With the zeros that fill the room: DER says its own length, and may end with one.
    const [, hex] = /\/Contents <([0-9A-F]*)>/.exec(pdf.toString('latin1'))!;
    fs.writeFileSync(authority.file('cms.der'), Buffer.from(hex!, 'hex'));
    return authority.openssl('cms -cmsout -print -inform der -in cms.der').toString();
  };
  /** The chain and the signature, by OpenSSL's own CAdES verification. */
  const opensslVerifies = (pdf: Buffer): string => {
    cmsOf(pdf);
    const [, first, second] = /\/ByteRange \[0 (\d+) (\d+)/.exec(pdf.toString('latin1'))!.map(Number);
    fs.writeFileSync(
      authority.file('content'),
      Buffer.concat([pdf.subarray(0, first), pdf.subarray(second)]),
    );
    const { status, stderr } = spawnSync(
      'openssl',
      'cms -verify -cades -binary -inform der -in cms.der -content content -CAfile root.crt -purpose any -out /dev/null'.split(
        ' ',
      ),
      { cwd: authority.folder, encoding: 'utf8' },
    );
    return status === 0 ? 'verified' : stderr;
  };

  const kinds: [string, () => ReturnType<typeof signerFor>, legal: boolean][] = [
    ['the development key', () => signerFor({ kind: 'development' }), false],
    ['an RSA key file', () => signerFor(p12('center')), true],
    ['an old RSA key file', () => signerFor(p12('center', 'old')), true],
    ['an EC key file', () => signerFor(p12('center-ec')), true],
    ['a remote service', () => signerFor(remote()), true],
    ['a key file and a time stamp', () => signerFor(p12('center-ec'), tsa.url), true],
  ];

  test.each(kinds)(
    '%s: valid and whole to pdfsig, still PDF/A-1b, checked by us too',
    async (_, make, legal) => {
      const signer = make();
      const pdf = await signed(signer);
      expect(pdfsig(pdf)).toMatch(
        /Signature Type: ETSI\.CAdES\.detached[\s\S]*Total document signed[\s\S]*Signature is Valid/,
      );
      expect(preflight(pdf)).toMatch(/is a valid PDF\/A-1b file/);
      expect(execFileSync('qpdf', ['--check', kept(pdf)]).toString()).toContain(
        'No syntax or stream encoding errors',
      );
      expect(checkSignature(pdf)).toMatchObject({ ok: true });
      expect(signer.describe().legalValue).toBe(legal);
      if (legal) expect(opensslVerifies(pdf)).toBe('verified');
    },
    60_000,
  );

  test.each(kinds.slice(0, 5))('%s: the signed file weighs under 60 KB', async (_, make) => {
    expect((await signed(make())).length).toBeLessThan(60 * 1024);
  });

  test('baseline B-B: the attributes PAdES asks for and no other, in the order of DER', async () => {
    const cms = cmsOf(await signed(signerFor(p12('center'))));
    const attributes = [...cms.matchAll(/object: ([\w-]+) \(/g)].map(([, name]) => name);
    expect(attributes).toEqual(['contentType', 'messageDigest', 'id-smime-aa-signingCertificateV2']);
    expect(cms).toMatch(/unsignedAttrs:\s+<ABSENT>/);
    const certificates = [...cms.matchAll(/^ +subject: CN=(.*)$/gm)].map(([, name]) => name);
    expect(certificates).toHaveLength(2);
    expect(certificates).toContain('intermediate');
  });

  test('the time of signing stands in the dictionary, in whole seconds', async () => {
    const when = new Date(Date.now() - 60_000);
    const pdf = await signed(signerFor({ kind: 'development' }), when);
    const seconds = new Date(Math.floor(when.getTime() / 1000) * 1000);
    expect(checkSignature(pdf)).toMatchObject({ ok: true, signedAt: seconds });
    expect(pdfsig(pdf)).toContain('Signing Time:');
  });

  test('baseline B-T: a token of the authority over this signature', async () => {
    const cms = cmsOf(await signed(signerFor(p12('center-ec'), tsa.url)));
    expect(cms).toContain('id-smime-aa-timeStampToken');
  });

  test('the development key is made once and kept to its owner', async () => {
    const first = await signed(signerFor({ kind: 'development' }));
    const second = await signed(signerFor({ kind: 'development' }));
    const by = (pdf: Buffer) => (checkSignature(pdf) as { signedBy: string }).signedBy;
    expect(by(second)).toBe(by(first));
    expect(fs.statSync(path.join(dataDir, 'development-signing-key.pem')).mode & 0o077).toBe(0);
    const [pem] = fs.readdirSync(dataDir);
    expect(fs.readdirSync(dataDir)).toEqual([pem]);
  });

  test('a service is asked for many at once, within what it allows, and again when it is busy', async () => {
    const signer = signerFor(remote());
    const page = await renderCertificate(sampleModel(), { signatureRoom: signer.describe().room });
    csc.asked.length = 0;
    csc.failures = 2;
    const { pdfs } = await signer.sign(
      Array.from({ length: 12 }, () => page),
      now(),
    );
    expect(csc.asked.map((hashes) => hashes.length)).toEqual([5, 5, 2]);
    for (const pdf of pdfs) expect(checkSignature(pdf)).toMatchObject({ ok: true });
  });

  test.each([
    ['is down', () => remote({ url: 'http://127.0.0.1:9/csc/v2' })],
    ['refuses the PIN', () => remote({ pin: '0000' })],
  ])('a service that %s leaves the page unsigned for later', async (_, key) => {
    await expect(signed(signerFor(key()))).rejects.toThrow(SignerUnavailable);
  });

  test('without the time stamp that is asked for, nothing is signed', async () => {
    await expect(signed(signerFor(p12('center-ec'), 'http://127.0.0.1:9/'))).rejects.toThrow(
      SignerUnavailable,
    );
    tsa.failures = 2;
    await expect(signed(signerFor(p12('center-ec'), tsa.url))).rejects.toThrow(SignerUnavailable);
  });

  test('nothing is signed before or after the certificate is valid', async () => {
    const signer = signerFor(p12('center-ec'));
    for (const when of [new Date('2020-01-01'), new Date('2099-01-01')])
      await expect(signed(signer, when)).rejects.toThrow(SignerUnavailable);
  });

  test('a page without room, or with too little, is not signed', async () => {
    const signer = signerFor(p12('center'));
    const sign = async (signatureRoom: number) =>
      signer.sign([await renderCertificate(sampleModel(), { signatureRoom })], now());
    await expect(sign(0)).rejects.toThrow(NoSignatureSlot);
    await expect(sign(200)).rejects.toThrow(NoSignatureSlot);
  });

  test('a key file that cannot be used stops the start and says why', () => {
    const file = authority.pkcs12('center-ec', 'mật khẩu');
    const open = (key: SigningConfig['key']) => () => signerFor(key);
    expect(open({ kind: 'pkcs12', file, passphrase: 'sai' })).toThrow(ConfigError);
    expect(open({ kind: 'pkcs12', file: `${file}x`, passphrase: '' })).toThrow(/cannot be read/);
    fs.writeFileSync(authority.file('junk.p12'), 'không phải');
    expect(open({ kind: 'pkcs12', file: authority.file('junk.p12'), passphrase: '' })).toThrow(ConfigError);
  });

  test('a self-signed key file gives no legal value', () => {
    authority.openssl(
      'req -x509 -newkey rsa:2048 -nodes -days 30 -keyout self.key -out self.crt -config req.cnf -subj /CN=self -extensions signer',
    );
    authority.openssl('pkcs12 -export -inkey self.key -in self.crt -out self.p12 -passout pass:x');
    const signer = signerFor({ kind: 'pkcs12', file: authority.file('self.p12'), passphrase: 'x' });
    expect(signer.describe().legalValue).toBe(false);
  });

  test('every byte counts: flips, additions, cuts and another key are told apart', async () => {
    const signer = signerFor({ kind: 'development' });
    const pdf = await signed(signer);
    const text = pdf.toString('latin1');
    const range = [text.indexOf('/ByteRange'), text.indexOf(']', text.indexOf('/ByteRange'))] as const;
    const room = [text.indexOf('/Contents <') + 10, text.indexOf('>', text.indexOf('/Contents <'))] as const;
    for (let place = 0; place < pdf.length; place += 401) {
      const changed = Buffer.from(pdf);
      changed[place]! ^= 1 << (place % 8);
      const check = checkSignature(changed);
      expect(check.ok).toBe(false);
      if (place < range[0] || place > room[1]) expect(check).toEqual({ ok: false, problem: 'changed' });
    }
    const odd = checkSignature(Buffer.concat([pdf, Buffer.from('\n')]));
    expect(odd).toEqual({ ok: false, problem: 'not-whole' });
    expect(checkSignature(pdf.subarray(0, -7))).toEqual({ ok: false, problem: 'not-whole' });
    expect(checkSignature(await renderCertificate(sampleModel()))).toEqual({
      ok: false,
      problem: 'unsigned',
    });
  });
});
