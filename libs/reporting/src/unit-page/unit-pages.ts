import { Injectable } from '@nestjs/common';
import { Classes, type ClassFacts } from '#enrolment';
import { isWithin, type Unit, Units } from '#organisation';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { percent, sum } from '../overview/counts.js';
import { FiguresRepository } from '../overview/figures.repository.js';
import { ReportClasses } from '../scope/report-classes.js';
import { type ReportScope, seesWhole } from '../scope/report-scope.js';
import type { UnitInClass } from './unit-people.repository.js';

export interface UnitPage {
  unit: Unit;
  above: Unit | null;
  /** The class shown; null when nobody of the unit is in any. */
  training: ClassFacts | null;
  /** Others with people of this unit. */
  others: ClassFacts[];
  asked: UnitInClass | null;
  today: string;
  /** Percent of the whole class that has completed, to compare with. */
  classReached: number;
}

/** Finds what the page of a unit is about; a unit out of sight is not found. */
@Injectable()
export class UnitPages {
  constructor(
    private readonly units: Units,
    private readonly reportClasses: ReportClasses,
    private readonly classes: Classes,
    private readonly figures: FiguresRepository,
  ) {}

  async find(scope: ReportScope, unitId: string, classId: string | undefined): Promise<UnitPage> {
    const unit = isUuid(unitId) ? await this.units.find(unitId) : null;
    if (!unit) throw new NotFound();
    const today = await this.classes.today();
    const within = isWithin(unit.path, scope.paths);
    // Below their own units people see every class; elsewhere only the classes they run.
    const inSight: ReportScope = within ? { paths: [unit.path], ownedClassIds: [] } : scope;
    const candidates = await this.reportClasses.visible(inSight);
    const classes = within ? candidates : candidates.filter(({ id }) => seesWhole(scope, [id]));
    const training = classId ? classes.find(({ id }) => id === classId) : currentOf(classes, today);
    if ((!training && classId) || (!training && !within)) throw new NotFound();
    const above = unit.parentId ? await this.units.find(unit.parentId) : null;
    return {
      ...{ unit, above, today, training: training ?? null },
      others: classes.filter((each) => each !== training),
      asked: training
        ? {
            unitPath: unit.path,
            classId: training.id,
            startsOn: training.startsOn,
            endsOn: training.endsOn,
            today,
          }
        : null,
      classReached: training ? await this.reached(training.id) : 0,
    };
  }

  private async reached(classId: string): Promise<number> {
    const whole = { paths: [], ownedClassIds: [classId] };
    const { units } = await this.figures.read({
      classIds: [classId],
      scope: whole,
      unit: null,
      group: null,
      from: null,
      to: null,
    });
    const { completed, enrolled } = sum(units.map(({ counts }) => counts));
    return percent(completed, enrolled);
  }
}

/** The open class that ends first; without one the class that ended last. */
function currentOf(classes: ClassFacts[], today: string): ClassFacts | undefined {
  const open = classes.filter(
    ({ startsOn, endsOn, closedOn }) => !closedOn && startsOn <= today && today <= endsOn,
  );
  return open.at(-1) ?? classes[0];
}
