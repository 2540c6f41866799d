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
    readonly title: string,
    readonly document: string,
    readonly components: ReadonlyMap<string, FrameworkComponent>,
    readonly levels: ReadonlyMap<number, FrameworkLevel>,
  ) {}

  component(code: string): FrameworkComponent | null {
    return this.components.get(code) ?? null;
  }

  level(level: number): FrameworkLevel | null {
    return this.levels.get(level) ?? null;
  }
}
