import { Injectable } from '@nestjs/common';
import type { ClassFacts } from '#enrolment';
import { type Unit, Units } from '#organisation';
import { NotFound } from '#platform/errors';
import { ReportClasses } from './report-classes.js';
import type { ReportFilter, UnitChoice } from './report-filter.js';
import type { ReportQuery } from './report-query.input.js';
import { type ReportScope, seesUnit } from './report-scope.js';

export interface ReportRequest {
  /** The class asked for; null for all that are in sight. */
  training: ClassFacts | null;
  classes: ClassFacts[];
  unit: Unit | null;
  filter: ReportFilter;
}

/** Turns what an address asks for into a filter, and refuses what is out of sight as if it did not exist. */
@Injectable()
export class ReportRequests {
  constructor(
    private readonly classes: ReportClasses,
    private readonly units: Units,
  ) {}

  async resolve(scope: ReportScope, classId: string | null, query: ReportQuery): Promise<ReportRequest> {
    const training = classId === null ? null : await this.classes.get(classId, scope);
    const classes = training ? [training] : await this.classes.visible(scope);
    const classIds = classes.map((each) => each.id);
    const unit = await this.unit(scope, classIds, query);
    const filter: ReportFilter = {
      classIds,
      scope,
      unit: choice(query, unit),
      group: query.group ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
    };
    return { training, classes, unit, filter };
  }

  private async unit(scope: ReportScope, classIds: string[], query: ReportQuery): Promise<Unit | null> {
    if (!query.unit || query.unit === 'none') return null;
    const unit = await this.units.findByCode(query.unit);
    if (!unit || !seesUnit(scope, classIds, unit.path)) throw new NotFound();
    return unit;
  }
}

function choice(query: ReportQuery, unit: Unit | null): UnitChoice | null {
  if (query.unit === 'none') return 'none';
  if (!unit) return null;
  return query.own ? { own: unit.path } : { below: unit.path };
}
