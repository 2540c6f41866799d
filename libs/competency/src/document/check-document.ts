import { type FrameworkDocument, MOST_LEVELS, type Part } from './framework-document.js';
import type { Problem } from './problem.js';

/** What no single row can tell: codes used twice, rows that hang on nothing, circles, gaps in the levels. */
export function problemsOf(document: FrameworkDocument): Problem[] {
  const { levels, domains, components, indicators } = document;
  const problems: Problem[] = [];
  const add = (part: Problem['part'], row: number | null, code: string, params: Problem['params'] = {}) =>
    problems.push({ part, row, code: `competency.file.${code}`, params });
  const unique = (part: Part, codes: string[]) => {
    const seen = new Set<string>();
    codes.forEach((code, index) => {
      if (seen.has(code)) add(part, index + 1, 'code-twice', { code });
      seen.add(code);
    });
    return seen;
  };

  unique(
    'levels',
    levels.map((row) => row.code),
  );
  const domainCodes = unique(
    'domains',
    domains.map((row) => row.code),
  );
  const componentCodes = unique(
    'components',
    components.map((row) => row.code),
  );
  unique(
    'indicators',
    indicators.map((row) => row.code),
  );

  if (domains.length === 0) add('domains', null, 'no-domains');
  levels.forEach(({ level }, index) => {
    if (level !== index + 1 || level > MOST_LEVELS)
      add('levels', index + 1, 'level-out-of-order', { level: String(level), most: MOST_LEVELS });
  });
  const numbers = new Set(levels.map((row) => row.level));

  domains.forEach(({ parent }, index) => {
    if (parent !== null && !domainCodes.has(parent)) add('domains', index + 1, 'no-parent', { code: parent });
  });
  const circling = inCircles(document);
  domains.forEach(({ code }, index) => {
    if (circling.has(code)) add('domains', index + 1, 'circle', { code });
  });
  const replaced = new Set<string>();
  components.forEach(({ domain, replaces }, index) => {
    if (!domainCodes.has(domain)) add('components', index + 1, 'no-domain', { code: domain });
    for (const code of replaces) {
      if (componentCodes.has(code)) add('components', index + 1, 'replaces-living', { code });
      if (replaced.has(code)) add('components', index + 1, 'replaced-twice', { code });
      replaced.add(code);
    }
  });
  for (const code of document.framework.retired)
    if (componentCodes.has(code) || replaced.has(code)) add('framework', null, 'retired-living', { code });
  indicators.forEach(({ component, level }, index) => {
    if (!componentCodes.has(component)) add('indicators', index + 1, 'no-component', { code: component });
    if (level === null ? numbers.size > 0 : !numbers.has(level))
      add('indicators', index + 1, 'no-level', { level: level === null ? '–' : String(level) });
  });
  return problems;
}

/** Domains that are their own ancestor. */
function inCircles({ domains }: FrameworkDocument): Set<string> {
  const parents = new Map(domains.map(({ code, parent }) => [code, parent]));
  const circling = new Set<string>();
  for (const start of parents.keys()) {
    const passed = new Set<string>();
    let at: string | null | undefined = start;
    while (at && !passed.has(at)) {
      passed.add(at);
      at = parents.get(at);
    }
    if (at === start) circling.add(start);
  }
  return circling;
}
