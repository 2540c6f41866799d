import { createHash } from 'node:crypto';
import { Client } from 'pg';

/** A statement is prepared when it is sent for this time: most are sent once in a while, and pages of search by few. */
const OFTEN = 5;
/** So many statements a process prepares at most; each costs every connection that sends it about 100 KB. */
const MOST = 150;

/** So many different statements are counted; one that is put together anew each time is never sent again. */
const FORGOTTEN = 2_000;

/**
 * A filter that a value may leave out has a plan with it and another without it. A prepared statement may get one for
 * both, that of reading everything; such a statement is planned each time.
 */
const OPTIONAL = /\$\d+(?:::\w+(?:\[\])?)? (?:IS NULL|= '') OR/;

/** How often statements were sent, and the names of those that are prepared. Of this process. */
const sent = new Map<string, number>();
const names = new Map<string, string>();

/**
 * A connection that has PostgreSQL keep the plan of statements that come again and again, as drivers of other
 * languages do: half of what a short statement costs is finding its plan.
 */
export class PreparingClient extends Client {
  // biome-ignore lint/suspicious/noExplicitAny: the method has eight signatures, of which one is changed.
  override query(...given: any[]): any {
    const [text, values] = given;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : null;
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const send = super.query as (...all: any[]) => any;
    return name ? send.call(this, { name, text }, ...given.slice(1)) : send.apply(this, given);
  }
}

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known || names.size >= MOST) return known ?? null;
  if (sent.size >= FORGOTTEN) sent.clear();
  const times = (sent.get(text) ?? 0) + 1;
  sent.set(text, times);
  if (times < OFTEN || OPTIONAL.test(text)) return null;
  sent.delete(text);
  const name = `often-${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
  names.set(text, name);
  return name;
}
