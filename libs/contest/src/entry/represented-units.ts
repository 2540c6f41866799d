import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isWithin, type Unit, Units } from '#organisation';

/** Units that a person may want to represent: their own and those above it, within the area of the contest. */
@Injectable()
export class RepresentedUnits {
  constructor(
    private readonly db: DataSource,
    private readonly units: Units,
  ) {}

  /** The nearest first. */
  async of(accountId: string, areaPath: string): Promise<Unit[]> {
    const [person] = (await this.db.query('SELECT unit_id AS "unitId" FROM person WHERE account_id = $1', [
      accountId,
    ])) as { unitId: string | null }[];
    const own = person?.unitId ? await this.units.find(person.unitId) : null;
    if (!own) return [];
    const above = await this.units.ancestors(own.id);
    return [own, ...above.reverse()].filter(
      ({ kind, path }) => kind !== 'country' && isWithin(path, [areaPath]),
    );
  }
}
