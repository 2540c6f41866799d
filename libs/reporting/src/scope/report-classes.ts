import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Classes, type ClassFacts } from '#enrolment';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import type { ReportScope } from './report-scope.js';

/** Classes as reports offer them: those one runs, and those with people of one's units. */
@Injectable()
export class ReportClasses {
  constructor(
    private readonly db: DataSource,
    private readonly classes: Classes,
  ) {}

  /** Latest to end first. */
  async visible(scope: ReportScope): Promise<ClassFacts[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT c.id FROM training_class c
       WHERE c.id = ANY($1::uuid[]) OR EXISTS (
         SELECT 1 FROM completion_rollup r JOIN unit u ON u.id = r.unit_id
         WHERE r.class_id = c.id AND u.path <@ ANY($2::ltree[]) AND r.enrolled > 0)
       ORDER BY c.ends_on DESC, c.code`,
      [scope.ownedClassIds, scope.paths],
    );
    const facts = await this.classes.facts(rows.map((row) => row.id));
    return rows.map((row) => facts.get(row.id) as ClassFacts);
  }

  /** One class by its id; what is out of sight is not found. */
  async get(id: string, scope: ReportScope): Promise<ClassFacts> {
    const found = isUuid(id) ? (await this.visible(scope)).find((each) => each.id === id) : undefined;
    if (!found) throw new NotFound();
    return found;
  }

  /** By id or by code, for operators. */
  async find(idOrCode: string): Promise<ClassFacts> {
    const [row] = (await this.db.query('SELECT id FROM training_class WHERE id::text = $1 OR code = $1', [
      idOrCode,
    ])) as { id: string }[];
    const facts = row && (await this.classes.facts([row.id])).get(row.id);
    if (!facts) throw new NotFound('reporting.no-such-class');
    return facts;
  }
}
