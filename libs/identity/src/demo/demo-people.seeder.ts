import { Injectable } from '@nestjs/common';
import { Units } from '#organisation';
import { Accounts } from '../account/accounts.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo-people.js';

/** Creates the people of the demo door. Repeating it changes nothing. */
@Injectable()
export class DemoPeopleSeeder {
  constructor(
    private readonly units: Units,
    private readonly accounts: Accounts,
  ) {}

  /** Returns how many were created. */
  async run(): Promise<number> {
    const codes = DEMO_PEOPLE.flatMap(({ unit, roleUnit }) => [unit, roleUnit ?? unit]);
    const units = await this.units.byCodes(codes);
    const idOf = (code: string): string => {
      const unit = units.get(code);
      if (!unit) throw new Error(`The demo needs unit ${code}: seed the units first`);
      return unit.id;
    };
    let created = 0;
    for (const { role, unit, roleUnit, icon: _, ...person } of DEMO_PEOPLE) {
      if (await this.accounts.findByUsername(person.username)) continue;
      // Everybody may learn, whatever else they do here.
      const roles = [...new Set([role, 'learner' as const])].map((each) => ({
        role: each,
        unitId: idOf(each === 'learner' ? unit : (roleUnit ?? unit)),
      }));
      await this.accounts.create({ ...person, unitId: idOf(unit), password: DEMO_PASSWORD, roles }, null);
      created += 1;
    }
    return created;
  }
}
