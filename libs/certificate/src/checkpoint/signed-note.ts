import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Checkpoints of a log as C2SP tlog-checkpoint has them, in signed notes (C2SP signed-note) with Ed25519. */
export interface Checkpoint {
  /** Which log: the line everybody knows it by. */
  origin: string;
  size: number;
  root: Buffer;
}

const ED25519 = 1;
/** DER before the 32 bytes of an Ed25519 key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const DASH = '—';

const rawKey = (key: KeyObject): Buffer =>
  createPublicKey(key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }) as string)
    .export({ format: 'der', type: 'spki' })
    .subarray(SPKI.length);

const keyId = (origin: string, raw: Buffer): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${origin}\n`), Buffer.of(ED25519), raw]))
    .digest()
    .subarray(0, 4);

/** `<origin>+<key id>+<key>`: what a checker has to know. */
export function verifierKey(origin: string, key: KeyObject): string {
  const raw = rawKey(key);
  return `${origin}+${keyId(origin, raw).toString('hex')}+${Buffer.concat([Buffer.of(ED25519), raw]).toString('base64')}`;
}

const textOf = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

export function signCheckpoint(checkpoint: Checkpoint, key: KeyObject): string {
  const text = textOf(checkpoint);
  const signature = Buffer.concat([
    keyId(checkpoint.origin, rawKey(key)),
    sign(null, Buffer.from(text), key),
  ]);
  return `${text}\n${DASH} ${checkpoint.origin} ${signature.toString('base64')}\n`;
}

/** The checkpoint in a note that this key signed, else null. */
export function openCheckpoint(note: string, vkey: string): Checkpoint | null {
  const [, origin, id, key] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey) ?? [];
  const [, text, lines] = /^((?:[^\n]+\n){3})\n((?:— [^\n]+\n)+)$/.exec(note) ?? [];
  if (!origin || !key || !text || !lines) return null;
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ED25519) return null;
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI, bytes.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  const signed = lines.split('\n').some((line) => {
    const [dash, name, signature] = line.split(' ');
    const given = Buffer.from(signature ?? '', 'base64');
    return (
      dash === DASH &&
      name === origin &&
      given.subarray(0, 4).toString('hex') === id &&
      verify(null, Buffer.from(text), publicKey, given.subarray(4))
    );
  });
  const [line, size, root] = text.split('\n');
  if (!signed || line !== origin || !/^(0|[1-9]\d{0,15})$/.test(size!)) return null;
  return { origin, size: Number(size), root: Buffer.from(root!, 'base64') };
}
