import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, type KeyObject, privateEncrypt } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const hasOpenssl = (): boolean => spawnSync('openssl', ['version']).status === 0;

const EXTENSIONS = `
[ca]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[signer]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature,nonRepudiation
authorityKeyIdentifier=keyid
[tsa]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[tsa_config]
serial=./tsa.serial
crypto_device=builtin
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256
accuracy=secs:1
ess_cert_id_alg=sha256
`;

/** A certification authority made by OpenSSL in a folder of its own: other software than the one under test. */
export class TestAuthority {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hocvuso-ca-'));

  constructor() {
    fs.writeFileSync(this.file('ext.cnf'), EXTENSIONS);
    fs.writeFileSync(this.file('req.cnf'), `[req]\ndistinguished_name=dn\n[dn]\n${EXTENSIONS}`);
    this.key('root', 'rsa');
    this.openssl(
      'req -x509 -new -key root.key -days 30 -out root.crt -config req.cnf -subj /CN=Root -extensions ca',
    );
    this.issue('intermediate', 'rsa', 'ca', 'root');
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  read(name: string): Buffer {
    return fs.readFileSync(this.file(name));
  }

  openssl(args: string, ...more: string[]): Buffer {
    return execFileSync('openssl', [...args.split(' '), ...more], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** `<name>.key` and `<name>.crt`. */
  issue(name: string, kind: 'rsa' | 'ec', extensions: string, by: string, days = 30): void {
    this.key(name, kind);
    this.openssl(`req -new -key ${name}.key -out ${name}.csr -config req.cnf -subj`, `/CN=${name}`);
    this.openssl(
      `x509 -req -in ${name}.csr -CA ${by}.crt -CAkey ${by}.key -CAcreateserial -days ${days} -out ${name}.crt -extfile ext.cnf -extensions ${extensions}`,
    );
  }

  /** PKCS#12 of a key with its chain; the old kind is what many authorities still hand out. */
  pkcs12(name: string, passphrase: string, kind: 'modern' | 'old' = 'modern'): string {
    fs.writeFileSync(
      this.file('chain.pem'),
      Buffer.concat([this.read('intermediate.crt'), this.read('root.crt')]),
    );
    const old = kind === 'old' ? ' -legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES' : '';
    this.openssl(
      `pkcs12 -export${old} -inkey ${name}.key -in ${name}.crt -certfile chain.pem -out ${name}.p12 -passout`,
      `pass:${passphrase}`,
    );
    return this.file(`${name}.p12`);
  }

  /** An RFC 3161 authority. */
  async timeStamps(): Promise<TestService> {
    this.issue('tsa', 'rsa', 'tsa', 'intermediate');
    fs.writeFileSync(this.file('tsa.serial'), '01\n');
    return TestService.start((_path, body) => {
      fs.writeFileSync(this.file('query.tsq'), body);
      this.openssl(
        'ts -reply -config ext.cnf -section tsa_config -queryfile query.tsq -inkey tsa.key -signer tsa.crt -chain intermediate.crt -out answer.tsr',
      );
      return { type: 'application/timestamp-reply', body: this.read('answer.tsr') };
    });
  }

  /** A signing service as CSC API v2 has it, with the key of that name; `asked` says what it was asked to sign. */
  async csc(name: string): Promise<TestService & { asked: string[][] }> {
    const key: KeyObject = createPrivateKey(this.read(`${name}.key`));
    const der = (each: string) => this.openssl(`x509 -in ${each}.crt -outform der`).toString('base64');
    const asked: string[][] = [];
    let authorised: string[] = [];
    const service = await TestService.start((at, body) => {
      const request = JSON.parse(body.toString());
      const json = (value: object) => ({
        type: 'application/json',
        body: Buffer.from(JSON.stringify(value)),
      });
      if (at === '/csc/v2/credentials/info')
        return json({
          key: { status: 'enabled', algo: ['1.2.840.113549.1.1.11'], len: 2048 },
          cert: { status: 'valid', certificates: [der(name), der('intermediate'), der('root')] },
          auth: { mode: 'explicit' },
          multisign: 5,
        });
      if (at === '/csc/v2/credentials/authorize') {
        authorised = request.hashes;
        return json(request.authData?.[0]?.value === '1234' ? { SAD: 'sad' } : {});
      }
      if (request.SAD !== 'sad' || JSON.stringify(request.hashes) !== JSON.stringify(authorised))
        return json({});
      asked.push(request.hashes);
      return json({ signatures: request.hashes.map((hash: string) => signHash(hash, key)) });
    });
    return Object.assign(service, { asked });
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private key(name: string, kind: 'rsa' | 'ec'): void {
    const how = kind === 'rsa' ? 'RSA -pkeyopt rsa_keygen_bits:2048' : 'EC -pkeyopt ec_paramgen_curve:P-256';
    this.openssl(`genpkey -algorithm ${how} -out ${name}.key`);
  }
}

/** DigestInfo of SHA-256 before the hash, as a service that is given hashes pads it. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const signHash = (hash: string, key: KeyObject): string =>
  privateEncrypt(key, Buffer.concat([DIGEST_INFO, Buffer.from(hash, 'base64')])).toString('base64');

type Answer = { type: string; body: Buffer };

/** An HTTP service on loopback that can be told to be down. */
export class TestService {
  /** Answers 503 this many times. */
  failures = 0;
  requests = 0;

  private constructor(
    private readonly server: http.Server,
    readonly url: string,
  ) {}

  static async start(answer: (path: string, body: Buffer) => Answer): Promise<TestService> {
    const server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        service.requests += 1;
        if (service.failures > 0) {
          service.failures -= 1;
          response.writeHead(503, { connection: 'close' }).end();
          return;
        }
        const { type, body } = answer(request.url ?? '', Buffer.concat(chunks));
        // Tests block this process while other programs run: a connection kept open would be found closed.
        response.writeHead(200, { 'content-type': type, connection: 'close' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const service = new TestService(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return service;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
