export interface FrameworkComponent {
  /** «4.1» in Circular 02; «I.1/4.1» in Decision 757. */
  code: string;
  name: string;
  description: string | null;
  domainCode: string;
  domainName: string;
}

export interface FrameworkLevel {
  /** 1 to 8. */
  level: number;
  /** «CB1» … «CS2». */
  code: string;
  /** «Cơ bản», «Trung cấp», «Nâng cao», «Chuyên sâu». */
  proficiency: string;
}

/** One framework in one version, small enough to keep whole in memory. */
export class Framework {
  constructor(
    readonly code: string,
    readonly version: string,
    readonly versionId: string,
    readonly title: string,
    readonly document: string,
    readonly components: ReadonlyMap<string, FrameworkComponent>,
    readonly levels: ReadonlyMap<number, FrameworkLevel>,
    /** Code of an earlier version → code that took its place, in any later version up to this one. */
    private readonly successors: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** By its code, or by a code that an earlier version had for it: what was mapped then is still understood. */
  component(code: string): FrameworkComponent | null {
    const passed = new Set<string>();
    for (
      let at: string | undefined = code;
      at !== undefined && !passed.has(at);
      at = this.successors.get(at)
    ) {
      const found = this.components.get(at);
      if (found) return found;
      passed.add(at);
    }
    return null;
  }

  /** Every code that means the same component as this one, its own among them; just the given one when it means none. */
  codesOf(code: string): string[] {
    const current = this.component(code)?.code;
    if (current === undefined) return [code];
    const former = [...this.successors.keys()].filter((old) => this.component(old)?.code === current);
    return [...new Set([current, ...former])];
  }

  /** Codes of earlier versions, with the code that each of them means now. */
  renamed(): { former: string; current: string }[] {
    return [...this.successors.keys()].flatMap((former) => {
      const current = this.component(former)?.code;
      return current === undefined || current === former ? [] : [{ former, current }];
    });
  }

  level(level: number): FrameworkLevel | null {
    return this.levels.get(level) ?? null;
  }
}
