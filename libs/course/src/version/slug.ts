import { fold } from '#platform/text';

/** “Viết yêu cầu cho AI” → `viet-yeu-cau-cho-ai`; a text without letters becomes `muc`. */
export function slugOf(text: string): string {
  const slug = fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return slug || 'muc';
}

/** The slug of `text` with a number behind it when it is taken. */
export function freeSlug(text: string, taken: ReadonlySet<string>): string {
  const slug = slugOf(text);
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number++) {
    const numbered = `${slug}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}
