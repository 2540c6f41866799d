import type { Book } from '../../books/books.repository.js';
import { birthShown, neighbourView, rowView } from '../../books/books.view.js';
import type { OldEntry } from './old-entry-pages.repository.js';

/** What the pages of an entry of an older register show. */
export function oldEntryView(book: Book, entry: OldEntry, keeps: boolean) {
  const here = `/registers/${book.id}/old-entries/${entry.id}`;
  const ends = keeps && entry.status === 'valid';
  return {
    book: { ...book, href: `/registers/${book.id}` },
    here,
    entry: {
      ...rowView(entry),
      birth: birthShown(entry.facts),
      result: entry.facts.study.result ?? null,
      recordedAt: entry.recordedAt,
      recordedBy: entry.recordedBy,
      row: String(entry.row),
      fileName: entry.fileName,
      importHref: keeps ? `/registers/imports/${entry.importId}` : null,
      sha256: entry.sha256,
      endedAt: entry.endedAt,
      endReason: entry.endReason,
      replacedBy: entry.replacedBy && neighbourView(entry.replacedBy),
      revokeHref: ends ? `${here}/revocation` : null,
      replaceHref: ends ? `${here}/replacement` : null,
    },
  };
}
