import type { Framework } from '#competency';
import type { ShownLevel } from '#mastery';
import { citation } from '../issuing/paper-words.js';
import type { FrameworkComponent, FrameworkLine, LevelAward } from '../render/certificate-model.js';

export type FrameworkVersions = ReadonlyMap<string, Framework>;

/**
 * What a course is tied to, with the levels that one enrolment shows. A level stands with the version of the
 * framework whose rule awards it: of another version than the one in force it has a line of its own. Pure.
 */
export function awardedLines(
  lines: readonly FrameworkLine[],
  levels: readonly ShownLevel[],
  frameworks: FrameworkVersions,
): FrameworkLine[] {
  const versions = [...new Set(levels.map(({ frameworkVersionId }) => frameworkVersionId))];
  const awarded = versions.flatMap((id) => {
    const framework = frameworks.get(id);
    if (!framework) return [];
    const own = new Map(
      levels
        .filter(({ frameworkVersionId }) => frameworkVersionId === id)
        .map((shown) => [shown.component, awardOf(shown, framework)]),
    );
    return [{ framework, own }];
  });
  const plain = lines.map((line) => {
    const same = awarded.find(({ framework }) => framework.versionId === line.versionId);
    return same ? lineOf(same.framework, same.own, line.components) : line;
  });
  const others = awarded.filter(
    ({ framework }) => !lines.some(({ versionId }) => versionId === framework.versionId),
  );
  return [...plain, ...others.map(({ framework, own }) => lineOf(framework, own, []))];
}

/** The components of a line, and those that have a level, in the order of the framework. */
function lineOf(
  framework: Framework,
  awards: ReadonlyMap<string, LevelAward>,
  named: readonly FrameworkComponent[],
): FrameworkLine {
  const tied = new Set(named.map(({ code }) => code));
  const components = [...framework.components.values()].flatMap(({ code, name }) => {
    const award = awards.get(code);
    const shown = printedCode(code);
    if (!award && !tied.has(shown)) return [];
    return [{ code: shown, name, ...(award ? { award } : {}) }];
  });
  return { ...headOf(framework), components };
}

export const headOf = (framework: Framework) => ({
  framework: citation(framework.document),
  version: framework.version,
  versionId: framework.versionId,
});

// Decision 757 prefixes the code with its part (“I.1/4.1”), which readers of the paper do not know.
export const printedCode = (code: string): string => code.split('/').at(-1) ?? code;

function awardOf({ entryId, level, rule }: ShownLevel, framework: Framework): LevelAward {
  const proficiency = framework.level(level)?.proficiency;
  return {
    level: proficiency ? `Bậc ${level}, ${proficiency}` : `Bậc ${level}`,
    // Frameworks name their proficiencies in Vietnamese only.
    english: `Level ${level}`,
    rule: `${rule.code} (${rule.version})`,
    entry: entryId,
    ...(rule.demonstration ? { demonstration: true } : {}),
  };
}
