import fs from 'node:fs/promises';
import path from 'node:path';
import { type Alteration, type FileOutcome, parseCode, type Verification, Verifications } from '#certificate';
import { type Command, type CommandInput, Refused, UsageError } from '../command.js';

/** `state` is that of the register for a code and for a file that matches; else what is wrong with the file. */
interface Answer extends Omit<Verification, 'state'> {
  state: string;
}

/** Exit 0 whenever it could answer, also when the answer is no. */
export const certificateVerify: Command = {
  name: 'certificate:verify',
  summary: 'Say whether a certificate is good: by its PDF file or its verification code',
  usage: 'certificate:verify FILE.pdf|CODE   (the address in the QR will do, too)',
  async run({ positionals, app }): Promise<Answer> {
    const [given, ...more] = positionals;
    if (!given || more.length > 0) throw new UsageError('Give one PDF file or one verification code.');
    const scanned = codeOfAddress(given);
    const content = scanned === null ? await fileAt(given) : null;
    return content ? byFile(content, app) : byCode(scanned ?? given, app);
  },
  print(answer) {
    const { valid, state, reason, name, course, serial, issuedOn, endedOn, trial } = answer as Answer;
    const lines = [`${valid ? 'VALID' : 'NOT VALID'} (${state})${reason ? `: ${reason}` : ''}`];
    if (serial) lines.push(`${serial} · ${name} · ${course} · ${issuedOn}`);
    if (endedOn) lines.push(`${state} on ${endedOn}`);
    if (trial) lines.push('A trial: it has no legal value.');
    return lines.join('\n');
  },
};

const PROBLEMS: Partial<Record<FileOutcome, string>> = {
  'not-ours': 'it names no certificate that was issued here',
  'not-a-pdf': 'it is not a PDF',
  'too-large': 'it is larger than any certificate',
};

const ALTERATIONS: Record<Alteration, string> = {
  unsigned: 'its signature was taken away',
  'not-whole': 'bytes were added or cut off after signing',
  changed: 'it was changed after signing',
  broken: 'its signature was damaged',
  'other-key': 'it was signed again by a key that is not ours',
  'back-dated': 'its signature states a time before the certificate was issued',
  'other-file': 'it was signed with our key, but is not the file that was issued',
};

/** The code at the end of the address that a QR leads to; null for what is no address. */
function codeOfAddress(given: string): string | null {
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return null;
  return new URL(given).pathname.split('/').at(-1) ?? '';
}

/** Null when the word is no file and does not look like the name of one. */
async function fileAt(given: string): Promise<Buffer | null> {
  // npm runs scripts in the project's folder; a relative path is meant from where the operator stands.
  const file = path.resolve(process.env['INIT_CWD'] ?? '.', given);
  try {
    return await fs.readFile(file);
  } catch (error) {
    if (!/[./\\]/.test(given) && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Refused(`${file} cannot be read: ${(error as Error).message}`);
  }
}

async function byFile(content: Buffer, app: CommandInput['app']): Promise<Answer> {
  const { outcome, alteration, verification } = await (await app())
    .get(Verifications, { strict: false })
    .byFile(content);
  if (outcome === 'match') return verification;
  const reason = alteration ? ALTERATIONS[alteration] : (PROBLEMS[outcome] ?? null);
  return { ...verification, valid: false, state: outcome, reason };
}

async function byCode(typed: string, app: CommandInput['app']): Promise<Answer> {
  const answer = await (await app()).get(Verifications, { strict: false }).byCode(typed);
  const parsed = parseCode(typed);
  return parsed.ok ? answer : { ...answer, reason: `not a verification code (${parsed.problem})` };
}
