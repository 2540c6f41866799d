import { Injectable } from '@nestjs/common';
import type { FrameworkDocument } from '../document/framework-document.js';
import { MappingSources, type Usage } from '../mapping/mapping-sources.js';

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
  constructor(private readonly sources: MappingSources) {}

  async gone(before: FrameworkDocument | null, draft: FrameworkDocument): Promise<GoneComponent[]> {
    if (!before) return [];
    const usage = await this.sources.usage(draft.framework.code);
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
}

/** In use, and nobody has said what takes its place: the version cannot come into force. */
export const isOpen = ({ usage, successor }: GoneComponent): boolean =>
  successor === null && usage.length > 0;

/** The draft with an old code given to a component of it, or to none. */
export function withSuccessor(
  draft: FrameworkDocument,
  oldCode: string,
  successor: string,
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
