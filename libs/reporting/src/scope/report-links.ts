import type { State } from '../people/states.js';
import type { ReportQuery } from './report-query.input.js';

type Extra = Record<string, string | number | undefined>;

/** Addresses of the pages of one report, which carry its filters from one to the next. */
export class ReportLinks {
  private readonly base: string;

  constructor(
    private readonly classId: string | null,
    private readonly query: ReportQuery,
  ) {
    this.base = classId === null ? '/reports' : `/reports/classes/${classId}`;
  }

  overview(changed: Extra = {}): string {
    return address(this.base, { ...this.query, ...changed });
  }

  people(state: State, changed: Extra = {}): string {
    return address(`${this.base}/people`, { ...this.query, state, ...changed });
  }

  /** The same report of one class. */
  ofClass(id: string): ReportLinks {
    return new ReportLinks(id, this.query);
  }

  /** The page of one unit, for whoever runs it. */
  unit(id: string): string {
    return address(`/reports/units/${id}`, { class: this.classId ?? undefined });
  }

  exports(): string {
    return `${this.base}/exports`;
  }
}

function address(path: string, query: Extra): string {
  const words = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') words.set(key, String(value));
  return words.size > 0 ? `${path}?${words}` : path;
}
