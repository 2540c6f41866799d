import { makeGrant, makePerson, TestActors, tokenOf } from '#identity/testing';
import { makeUnit } from '#organisation/testing';
import type { Role } from '#platform/http';
import { type BrowserSession, breakGround, World } from '#platform/testing';
import { CourseWebModule } from '../web.js';

/** This context alone on a database of its own: pages and services. */
export class CourseWorld extends World {
  /** Knows the units with these codes: `31` is `vn.31`, `31.a` lies below it. */
  static async open(...unitCodes: string[]): Promise<CourseWorld> {
    const world = new CourseWorld(await breakGround({ modules: [CourseWebModule], actors: TestActors }));
    for (const code of unitCodes)
      await makeUnit(world.db, { path: `vn.${code}`, code, kind: 'province', name: `Đơn vị ${code}` });
    return world;
  }

  browser(): BrowserSession {
    return this.visitor();
  }

  /** A browser in which somebody with this role at this unit is signed in. */
  async as(role: Role, unitCode: string, fullName = 'Nguyễn Thị Hồng Hà'): Promise<BrowserSession> {
    return this.holding(await this.person(role, unitCode, fullName));
  }

  /** The session token of a new person with this role at this unit. */
  async person(role: Role, unitCode: string, fullName: string): Promise<string> {
    const [unit] = await this.db.query('SELECT id FROM unit WHERE code = $1', [unitCode]);
    const accountId = await makePerson(this.db, { fullName, unitId: unit.id });
    await makeGrant(this.db, accountId, role, unit.id);
    return tokenOf({ accountId });
  }
}
