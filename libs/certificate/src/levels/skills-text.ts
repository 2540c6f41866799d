import type { FrameworkComponent, FrameworkLine } from '../render/certificate-model.js';
import { optionalText, requiredText } from '../render/text/printable-text.js';
import { bind } from '../render/text/text-flow.js';

/** From so many levels on they are grouped, so that a level is said once. */
const GROUPED_FROM = 7;

/**
 * The components of a course in running text, each with its level, the document they come from at the end of each
 * line. Undefined where there are none. Throws RenderRefused for a level without its rule.
 */
export function skillsText(lines: readonly FrameworkLine[]): string | undefined {
  const named = lines.filter((line) => line.components.length > 0);
  if (named.length === 0) return undefined;
  return named
    .map((line) => {
      const many = line.components.filter(({ award }) => award).length >= GROUPED_FROM;
      const groups = many ? groupsByLevel(line.components) : null;
      const words = groups
        ? groups
            .map(({ level, components }) => [level, components.map(nameOf).join('; ')].join(': '))
            .join('. ')
        : line.components.map(withLevel).join('; ');
      return `${words} (${requiredText('framework.framework', line.framework)})`;
    })
    .join('; ');
}

/** The highest level first, components without one last; one group without a name where nothing has a level. */
export function groupsByLevel(
  components: readonly FrameworkComponent[],
): { level: string; components: FrameworkComponent[] }[] {
  const without = components.some(({ award }) => award) ? 'Chưa ghi bậc' : '';
  const groups = new Map<string, FrameworkComponent[]>();
  for (const each of components) {
    const level = levelOf(each) ?? without;
    groups.set(level, [...(groups.get(level) ?? []), each]);
  }
  return [...groups]
    .map(([level, members]) => ({ level, components: members }))
    .sort(
      (a, b) =>
        Number(!a.components[0]!.award) - Number(!b.components[0]!.award) || compare(b.level, a.level),
    );
}

const compare = (a: string, b: string): number => a.localeCompare(b, 'vi', { numeric: true });

function withLevel(component: FrameworkComponent): string {
  const level = levelOf(component);
  return nameOf(component) + (level ? ` ${bind(`(${level})`)}` : '');
}

/** “4.1 Bảo vệ thiết bị và nội dung số”. */
export function nameOf({ code, name }: FrameworkComponent): string {
  const number = optionalText('framework.code', code);
  const words = requiredText('framework.name', name);
  return number ? `${number}\u00A0${words}` : words;
}

export function levelOf({ award }: FrameworkComponent): string | undefined {
  if (!award) return undefined;
  requiredText('framework.rule', award.rule);
  return requiredText('framework.level', award.level);
}
