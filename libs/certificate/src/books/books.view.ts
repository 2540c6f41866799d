import type { Translate } from '#platform/i18n';
import { type BookFacts, birthText, type PaperFacts } from '../certificate/paper-facts.js';
import { refusalWords } from '../certificate/refusal-words.js';
import type { ChainReport } from '../chain/chain-audit.service.js';
import { evidenceReference } from '../levels/evidence-reference.js';
import type { Waiting } from '../signing/waiting.repository.js';
import type { entriesQuery } from './books.input.js';
import type { Book, BookEntryWithTrail, BookLine, HeldUp, Neighbour } from './books.repository.js';

export const ENTRIES_PER_PAGE = 50;
export const ROWS_PER_PART = 100;

const BADGE = { valid: 'done', revoked: 'failed', replaced: 'not-started' } as const;

/** What `certificate/books/index` shows. */
export function listView(books: Book[], heldUp: HeldUp[], chain: ChainReport, t: Translate) {
  return {
    books: books.map((book) => ({ ...book, href: `/registers/${book.id}` })),
    heldUp: heldUp.map(({ name, className, code, params, firstAt }) => ({
      name,
      className,
      reason: refusalWords(code, params, t),
      since: firstAt,
    })),
    chain: {
      ok: chain.ok,
      isEmpty: chain.ok && chain.through === 0,
      through: chain.through,
      brokenAt: chain.broken?.seq ?? null,
      reason: chain.broken && t(`certificate.chain.${chain.broken.reason}`),
      checkedAt: chain.checkedAt,
    },
  };
}

/** Null when nothing waits, or only what was drawn a moment ago. */
export function waitingView({ unsigned, since, outage }: Waiting) {
  if (unsigned === 0 || !since) return null;
  const late = Date.now() - since.getTime() > LATE_MS;
  if (!outage && !late) return null;
  return { unsigned, since, outage };
}

/** The sweep comes by each minute: what waits longer than two of its turns waits for a reason. */
const LATE_MS = 3 * 60_000;

type Query = ReturnType<typeof entriesQuery.parse>;

/** What `certificate/books/show` shows. */
export function entriesView(
  book: Book,
  { total, entries }: { total: number; entries: BookLine[] },
  query: Query,
  t: Translate,
) {
  const href = (changes: Partial<Query>) => addressOf(book.id, { ...query, page: 1, ...changes });
  const counts = { valid: book.valid, revoked: book.revoked, replaced: book.replaced };
  const { page } = query;
  return {
    book,
    q: query.q,
    status: query.status,
    filtered: query.q !== '' || query.status !== null,
    everything: `/registers/${book.id}`,
    tabs: [
      { label: t('certificate.register.all'), href: href({ status: null }), current: query.status === null },
      ...(['valid', 'revoked', 'replaced'] as const).map((status) => ({
        label: t(`certificate.status.${status}`),
        href: href({ status }),
        current: query.status === status,
        count: counts[status],
      })),
    ],
    entries: entries.map((entry) => ({
      ...rowView(entry),
      imported: entry.imported,
      href: `/registers/${book.id}/${entry.imported ? 'old-entries' : 'certificates'}/${entry.id}`,
    })),
    total,
    from: total === 0 ? 0 : (page - 1) * ENTRIES_PER_PAGE + 1,
    to: Math.min(page * ENTRIES_PER_PAGE, total),
    previous: page > 1 ? href({ page: page - 1 }) : null,
    next: page * ENTRIES_PER_PAGE < total ? href({ page: page + 1 }) : null,
  };
}

export function rowView({
  number,
  serial,
  entryNumber,
  status,
  facts,
}: Pick<BookLine, 'number' | 'serial' | 'entryNumber' | 'status' | 'facts'>) {
  return {
    number,
    serial,
    entryNumber,
    name: facts.holder.name,
    unit: facts.holder.unit ?? null,
    course: facts.course.name,
    issuedOn: facts.issuedOn,
    badge: BADGE[status],
    statusLabel: `certificate.status.${status}`,
  };
}

/** What `certificate/books/book` shows: the columns of a register of certificates, also ended entries. */
export function bookView(book: Book, part: number, entries: BookLine[]) {
  const parts = Math.max(1, Math.ceil((book.valid + book.revoked + book.replaced) / ROWS_PER_PART));
  return {
    book,
    back: `/registers/${book.id}`,
    part,
    parts,
    previous: part > 1 ? `/registers/${book.id}/book?part=${part - 1}` : null,
    next: part < parts ? `/registers/${book.id}/book?part=${part + 1}` : null,
    entries: entries.map((entry) => ({
      ...rowView(entry),
      birth: birthShown(entry.facts),
      result: entry.facts.study.result ?? '',
      imported: entry.imported,
      endedOn: entry.endedAt,
      endReason: entry.endReason,
    })),
  };
}

/** What `certificate/books/entry` shows. */
export function entryView(book: Book, entry: BookEntryWithTrail, keeps: boolean) {
  const { facts } = entry;
  const here = `/registers/${book.id}/certificates/${entry.id}`;
  return {
    book: { ...book, href: `/registers/${book.id}` },
    entry: {
      ...rowView(entry),
      birth: birthShown(facts),
      position: facts.holder.position ?? null,
      study: facts.study,
      levels: evidenceOf(facts),
      levelsReference: evidenceReference(facts.framework ?? []) ?? null,
      issuedAt: entry.issuedAt,
      endedAt: entry.endedAt,
      endReason: entry.endReason,
      trial: facts.trial,
      verifyHref: `/verify/${entry.code}`,
      fileHref: entry.pdfKey ? `${here}/file` : null,
      replacedBy: entry.replacedBy && neighbourView(entry.replacedBy),
      replaces: entry.replaces && neighbourView(entry.replaces),
      replaceHref: keeps && entry.status === 'valid' ? `${here}/replacement` : null,
      revokeHref: keeps && entry.status === 'valid' ? `${here}/revocation` : null,
    },
  };
}

/** The levels with what each rests on, for those who keep the register. */
const evidenceOf = ({ framework = [] }: PaperFacts) =>
  framework.flatMap((line) =>
    line.components.flatMap(({ code = null, name, award }) =>
      award
        ? [{ ...award, code, name, framework: line.framework, frameworkVersion: line.version ?? null }]
        : [],
    ),
  );

export const neighbourView = ({ id, registerId, serial, old }: Neighbour) => ({
  serial,
  href: `/registers/${registerId}/${old ? 'old-entries' : 'certificates'}/${id}`,
});

/** 1987-08-14 → 14/08/1987; a year stays a year. */
export const birthShown = (facts: Pick<BookFacts, 'holder'>): string =>
  (birthText(facts) ?? '').split('-').reverse().join('/');

function addressOf(bookId: string, { q, status, page }: Query): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (status) query.set('status', status);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return `/registers/${bookId}${text ? `?${text}` : ''}`;
}
