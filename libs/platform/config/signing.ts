import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Which key signs certificates; passphrases and tokens stand in a file (`…_FILE`) or in the variable itself. */
export const signingVariables = z.object({
  SIGNER_P12: z.string().min(1).optional(),
  SIGNER_P12_PASSPHRASE: z.string().optional(),
  SIGNER_P12_PASSPHRASE_FILE: z.string().min(1).optional(),
  SIGNER_URL: z.url({ protocol: /^https?$/ }).optional(),
  SIGNER_CREDENTIAL: z.string().min(1).optional(),
  SIGNER_TOKEN: z.string().min(1).optional(),
  SIGNER_TOKEN_FILE: z.string().min(1).optional(),
  SIGNER_PIN: z.string().min(1).optional(),
  SIGNER_PIN_FILE: z.string().min(1).optional(),
  TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
});

export interface SigningConfig {
  key:
    | { kind: 'development' }
    | { kind: 'pkcs12'; file: string; passphrase: string }
    | { kind: 'remote'; url: string; credentialId: string; token: string; pin: string | null };
  /** RFC 3161 time stamp authority; null for signatures without a time stamp. */
  timeStampUrl: string | null;
}

type Variables = z.infer<typeof signingVariables>;

/** `refuse` is called with what is wrong, for the operator. */
export function signingConfig(given: Variables, refuse: (problem: string) => never): SigningConfig {
  return { key: keyOf(given, refuse), timeStampUrl: given.TSA_URL ?? null };
}

function keyOf(given: Variables, refuse: (problem: string) => never): SigningConfig['key'] {
  const secret = (name: 'SIGNER_P12_PASSPHRASE' | 'SIGNER_TOKEN' | 'SIGNER_PIN'): string | null => {
    const file = given[`${name}_FILE`];
    if (!file) return given[name] ?? null;
    try {
      return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      return refuse(`${name}_FILE: ${(error as Error).message}`);
    }
  };
  if (given.SIGNER_P12 && given.SIGNER_URL) refuse('Set SIGNER_P12 or SIGNER_URL, not both.');
  if (given.SIGNER_P12)
    return {
      kind: 'pkcs12',
      file: path.resolve(given.SIGNER_P12),
      passphrase: secret('SIGNER_P12_PASSPHRASE') ?? '',
    };
  if (!given.SIGNER_URL) return { kind: 'development' };
  const token = secret('SIGNER_TOKEN');
  if (!given.SIGNER_CREDENTIAL || !token)
    return refuse('SIGNER_URL needs SIGNER_CREDENTIAL and SIGNER_TOKEN.');
  return {
    kind: 'remote',
    url: given.SIGNER_URL.replace(/\/$/, ''),
    credentialId: given.SIGNER_CREDENTIAL,
    token,
    pin: secret('SIGNER_PIN'),
  };
}
