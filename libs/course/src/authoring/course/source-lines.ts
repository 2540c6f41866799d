import type { Source } from '../../version/course-facts.js';

/** As an author edits them: «Title | https://…», one to a line. */
export const linesOfSources = (sources: Source[]): string =>
  sources.map(({ title, url }) => `${title} | ${url}`).join('\n');
