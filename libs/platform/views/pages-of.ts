export interface PageLink {
  label: string;
  href?: string;
  current?: boolean;
}

/** What `ui/pagination` shows: the first, the last and those around the current page; a gap has no address. */
export function pagesOf(total: number, size: number, page: number, hrefOf: (page: number) => string) {
  const last = Math.max(1, Math.ceil(total / size));
  const shown = [...new Set([1, page - 1, page, page + 1, last])]
    .filter((each) => each >= 1 && each <= last)
    .sort((a, b) => a - b);
  const pages: PageLink[] = [];
  for (const each of shown) {
    const before = shown[shown.indexOf(each) - 1];
    if (before && each - before > 1) pages.push({ label: '…' });
    pages.push(
      each === page ? { label: String(each), current: true } : { label: String(each), href: hrefOf(each) },
    );
  }
  return {
    total,
    from: total === 0 ? 0 : (page - 1) * size + 1,
    to: Math.min(page * size, total),
    pages: last > 1 ? pages : null,
    previous: page > 1 && page <= last ? hrefOf(page - 1) : null,
    next: page < last ? hrefOf(page + 1) : null,
  };
}
