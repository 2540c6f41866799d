import { Injectable } from '@nestjs/common';
import type { FrameworkDocument } from '../document/framework-document.js';
import { Frameworks } from '../framework/frameworks.js';
import { MappingSources, type Usage } from '../mapping/mapping-sources.js';
import type { FrameworkVersion } from './framework-versions.js';

/** A component of the version in force that the draft no longer has. */
export interface GoneComponent {
  code: string;
  name: string;
  /** What is mapped to it; nothing when empty. */
  usage: Usage[];
  /** Code that takes its place, 'none', or null while nobody has said. */
  successor: string | null;
}

export const NOTHING = 'none';

/** What hangs on components that a new version drops, and where it goes. */
@Injectable()
export class MappingReview {
  constructor(
    private readonly sources: MappingSources,
    private readonly frameworks: Frameworks,
  ) {}

  /** `before`: the document of the version in force. */
  async gone(
    inForce: FrameworkVersion | null,
    before: FrameworkDocument | null,
    draft: FrameworkDocument,
  ): Promise<GoneComponent[]> {
    if (!inForce || !before) return [];
    const usage = await this.usage(inForce);
    const living = new Set(draft.components.map((each) => each.code));
    const successors = new Map(
      draft.components.flatMap((each) => each.replaces.map((code) => [code, each.code] as const)),
    );
    const retired = new Set(draft.framework.retired);
    return before.components
      .filter((each) => !living.has(each.code))
      .map(({ code, name }) => ({
        code,
        name,
        usage: usage.get(code) ?? [],
        successor: successors.get(code) ?? (retired.has(code) ? NOTHING : null),
      }));
  }

  /** By the codes of the version in force: what is still mapped to an older code hangs on what took its place. */
  private async usage({ code, id }: FrameworkVersion): Promise<Map<string, Usage[]>> {
    const framework = await this.frameworks.byVersion(id);
    const usage = new Map<string, Usage[]>();
    for (const [mapped, counted] of await this.sources.usage(code)) {
      const current = framework?.component(mapped)?.code;
      if (current) usage.set(current, counted.reduce(added, usage.get(current) ?? []));
    }
    return usage;
  }
}

const added = (usage: Usage[], { kind, count }: Usage): Usage[] => {
  const known = usage.find((each) => each.kind === kind);
  const sum = { kind, count: count + (known?.count ?? 0) };
  return known ? usage.map((each) => (each === known ? sum : each)) : [...usage, sum];
};

/** In use, and nobody has said what takes its place: the version cannot come into force. */
export const isOpen = ({ usage, successor }: GoneComponent): boolean =>
  successor === null && usage.length > 0;

/** The draft with an old code given to a component of it, to none, or (null) with nothing said about it. */
export function withSuccessor(
  draft: FrameworkDocument,
  oldCode: string,
  successor: string | null,
): FrameworkDocument {
  const retired = draft.framework.retired.filter((code) => code !== oldCode);
  const components = draft.components.map((each) => {
    const replaces = each.replaces.filter((code) => code !== oldCode);
    return { ...each, replaces: each.code === successor ? [...replaces, oldCode] : replaces };
  });
  const framework = {
    ...draft.framework,
    retired: successor === NOTHING ? [...retired, oldCode] : retired,
  };
  return { ...draft, framework, components };
}
