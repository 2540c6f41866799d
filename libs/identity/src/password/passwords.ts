import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id, the library's default variant: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of nothing that anybody knows: unknown accounts cost the same time as known ones. */
const DECOY = hash(crypto.randomUUID(), COST);

@Injectable()
export class Passwords {
  hash(password: string): Promise<string> {
    return hash(prepared(password), COST);
  }

  /** Takes the same time whether there is a hash or not. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const same = await verify(stored ?? (await DECOY), prepared(password));
    return stored !== null && same;
  }
}

/** One keyboard composes letters, another does not: the same password either way. */
const prepared = (password: string): string => password.normalize('NFKC');
