import { Secret, TOTP } from 'otpauth';

/** 160 bits, as RFC 4226 asks for HMAC-SHA-1. */
const SECRET_BYTES = 20;
const PERIOD = 30;
/** Clocks of phones differ: the code before and the one after count too (RFC 6238, 5.2). */
const WINDOW = 1;

export const newSharedSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** In groups of four, to be typed where no camera reads the picture. */
export const shownSecret = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** What a code generator on a phone reads (the “otpauth” address). */
export const keyUri = (secret: string, issuer: string, label: string): string =>
  generator(secret, issuer, label).toString();

/** The time step a code belongs to, in steps of 30 s since 1970; null when it is none of those around now. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = generator(secret).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : TOTP.counter({ timestamp, period: PERIOD }) + delta;
}

const generator = (secret: string, issuer = '', label = '') =>
  new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
  });
