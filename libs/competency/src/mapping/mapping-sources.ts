import { Injectable } from '@nestjs/common';

/** Where a context above maps its things to components: questions, courses, lessons… */
export interface MappingSource {
  /** Word under `competency.mapped.`, with `{count}`. */
  kind: string;
  /** How many living things are mapped to each component code of a framework. */
  count(framework: string): Promise<Map<string, number>>;
}

export interface Usage {
  kind: string;
  count: number;
}

/** Contexts above tell here how to count what hangs on a component. */
@Injectable()
export class MappingSources {
  private readonly sources: MappingSource[] = [];

  register(source: MappingSource): void {
    this.sources.push(source);
  }

  /** By component code; codes that nothing is mapped to are left out. */
  async usage(framework: string): Promise<Map<string, Usage[]>> {
    const usage = new Map<string, Usage[]>();
    for (const source of this.sources)
      for (const [code, count] of await source.count(framework))
        usage.set(code, [...(usage.get(code) ?? []), { kind: source.kind, count }]);
    return usage;
  }
}
