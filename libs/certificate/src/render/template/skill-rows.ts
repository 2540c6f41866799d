import { levelsNote } from '../../levels/levels-note.js';
import { groupsByLevel, levelOf, nameOf } from '../../levels/skills-text.js';
import type { CertificateModel, FrameworkComponent } from '../certificate-model.js';
import { optionalText, requiredText } from '../text/printable-text.js';

/** What the table says: components with the level that a rule awards, and the note that goes with levels. */
export interface SkillRows {
  rows: { code: string; name: string; level: string }[];
  /** The same by level, for when there are too many for a table. */
  groups: { level: string; names: string }[];
  note?: string;
}

/** Throws RenderRefused for a level without its rule. */
export function skillRows(
  { framework = [] }: Pick<CertificateModel, 'framework'>,
  bilingual = false,
): SkillRows {
  const components = framework.flatMap((line) => line.components);
  const note = optionalText('framework.framework', levelsNote(framework));
  return {
    rows: components.map((each) => rowOf(each, bilingual)),
    groups: groupsByLevel(components).map((group) => ({
      level: group.level,
      names: group.components.map(nameOf).join('; '),
    })),
    ...(note ? { note } : {}),
  };
}

const rowOf = (component: FrameworkComponent, bilingual: boolean) => ({
  code: optionalText('framework.code', component.code) ?? '',
  name: requiredText('framework.name', component.name),
  level: [levelOf(component), bilingual && englishOf(component)].filter(Boolean).join(' / '),
});

const englishOf = ({ award }: FrameworkComponent): string | undefined =>
  optionalText('framework.level', award?.english);
