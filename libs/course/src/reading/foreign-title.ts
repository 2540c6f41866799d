import type { Source } from '../version/course-facts.js';

/** A source with the language of its title, so that screen readers pronounce it: null is Vietnamese. */
export interface ShownSource extends Source {
  lang: 'en' | null;
}

/** Three words and not one Vietnamese letter: a title of another language, for our sources English. */
export function shownSource(source: Source): ShownSource {
  const words = source.title.match(/\p{L}+/gu) ?? [];
  const isForeign = words.length >= 3 && words.every((word) => /^[A-Za-z]+$/.test(word));
  return { title: source.title, url: source.url, lang: isForeign ? 'en' : null };
}
