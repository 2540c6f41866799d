import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, ActorResolver, RoleGrant } from '#platform/http';

export interface TestActor {
  accountId: string;
  /** The device of an examination is a session; the account stands for it otherwise. */
  sessionId?: string;
  /** Instead of those in the database, for worlds that have no units. */
  grants?: RoleGrant[];
}

/** A session token that says by itself who it is, understood by {@link TestActors}. */
export const tokenOf = (actor: TestActor): string => Buffer.from(JSON.stringify(actor)).toString('base64url');

/** Who is behind such a token, with the name and the roles of the database. */
@Injectable()
export class TestActors implements ActorResolver {
  constructor(private readonly db: DataSource) {}

  async resolve(token: string): Promise<Actor | null> {
    const given = read(token);
    if (!given) return null;
    const [person]: { name: string }[] = await this.db.query(
      'SELECT full_name AS name FROM person WHERE account_id = $1',
      [given.accountId],
    );
    return {
      accountId: given.accountId,
      sessionId: given.sessionId ?? given.accountId,
      name: person?.name ?? 'Nguyễn Văn Thử',
      locale: 'vi',
      grants: given.grants ?? (await this.grantsOf(given.accountId)),
    };
  }

  private grantsOf(accountId: string): Promise<RoleGrant[]> {
    return this.db.query(
      `SELECT g.role, g.unit_id AS "unitId", u.path::text AS "unitPath" FROM role_grant g JOIN unit u ON u.id = g.unit_id
       WHERE g.account_id = $1 AND g.revoked_at IS NULL`,
      [accountId],
    );
  }
}

function read(token: string): TestActor | null {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as TestActor;
  } catch {
    return null;
  }
}
