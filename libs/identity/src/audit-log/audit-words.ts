import type { Translate } from '#platform/i18n';
import type { AuditRow } from './audit-log.repository.js';

/** Codes of the record in the reader's words. One without words is shown as it is: better than not at all. */
export class AuditWords {
  constructor(
    private readonly has: (key: string) => boolean,
    private readonly t: Translate,
  ) {}

  action(row: AuditRow): string {
    return this.word(`audit.${row.action}`, row.action);
  }

  subject(row: AuditRow): string {
    return this.word(`audit.subject.${row.subjectType}`, row.subjectType);
  }

  /** «vai trò: Học viên, Người chấm bài». */
  detail(row: AuditRow): string[] {
    return Object.entries(row.detail)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => {
        const words = String(value)
          .split(',')
          .map((each) => this.value(name, each));
        return `${this.word(`audit.detail.${name}`, name)}: ${words.join(', ')}`;
      });
  }

  private value(name: string, value: string): string {
    if (name === 'role' || name === 'roles') return this.word(`identity.role.${value}`, value);
    if (name === 'job') return this.word(`jobs.name.${value}`, value);
    return this.word(`audit.${name}.${value}`, value);
  }

  private word(key: string, otherwise: string): string {
    return this.has(key) ? this.t(key) : otherwise;
  }
}
