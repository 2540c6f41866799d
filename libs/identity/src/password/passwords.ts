import os from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { FewAtATime } from './few-at-a-time.js';

/** OWASP's first choice for argon2id, the library's default variant: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashes at once, of this process. Each fills 19 MiB: four on two cores push each other and every page out of the
 * caches, and leave none of Node's four threads to compress pages and read files.
 */
const AT_ONCE = Math.max(1, Math.floor(os.availableParallelism() / 2));

/** A hash of nothing that anybody knows: unknown accounts cost the same time as known ones. */
const DECOY = hash(crypto.randomUUID(), COST);

@Injectable()
export class Passwords {
  private readonly few = new FewAtATime(AT_ONCE);

  hash(password: string): Promise<string> {
    return this.few.run(() => hash(prepared(password), COST));
  }

  /** Takes the same time whether there is a hash or not. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const known = stored ?? (await DECOY);
    const same = await this.few.run(() => verify(known, prepared(password)));
    return stored !== null && same;
  }
}

/** One keyboard composes letters, another does not: the same password either way. */
const prepared = (password: string): string => password.normalize('NFKC');
