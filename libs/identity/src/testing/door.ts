import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { OrganisationWebModule } from '#organisation/web';
import { createLogger } from '#platform/logging';
import { BrowserSession, testInstallation } from '#platform/testing';
import { Sessions } from '../session/sessions.js';
import { makeAccount, openWeb, seedUnits } from '../testing.js';
import { IdentityWebModule } from '../web.js';

export const PASSWORD = 'con trâu gặm cỏ';

/** The pages of identity with one person who may sign in, as `nhungpth`, by phone or by mail. */
class Door {
  app!: NestFastifyApplication;
  db!: DataSource;
  /** Her account. */
  nhung!: string;
  /** What the log says of everything. */
  readonly lines: string[] = [];
  /** Somebody at the sign-in form, whatever came before. */
  browser!: BrowserSession;
  private cleanUp: () => Promise<void> = async () => {};

  async open(): Promise<void> {
    const installation = await testInstallation();
    this.cleanUp = installation.cleanUp;
    const logger = createLogger('trace', 'test', { write: (line) => void this.lines.push(line) });
    this.app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule], logger);
    this.db = this.app.get(DataSource);
    await seedUnits(this.app);
    this.nhung = await makeAccount(this.app, 'unit-manager', '11311', {
      username: 'nhungpth',
      fullName: 'Phạm Thị Hồng Nhung',
      password: PASSWORD,
    });
    await this.db.query(
      `UPDATE account SET phone = '0912345678', email = 'nhung@haiphong.gov.vn' WHERE id = $1`,
      [this.nhung],
    );
  }

  async knock(): Promise<void> {
    this.browser = new BrowserSession(this.app);
    await this.db.query('DELETE FROM sign_in_throttle');
    await this.db.query(`UPDATE account SET status = 'active' WHERE id = $1`, [this.nhung]);
    this.app.get(Sessions, { strict: false }).forget(this.nhung);
    await this.browser.get('/sign-in');
  }

  async signIn(identifier: string, password = PASSWORD, more = {}): Promise<void> {
    await this.browser.post('/sign-in', { identifier, password, ...more });
  }

  async isIn(): Promise<boolean> {
    await this.browser.get('/account');
    return this.browser.status === 200 && this.browser.url === '/account';
  }

  async close(): Promise<void> {
    await this.app?.close();
    await this.cleanUp();
  }
}

/** A door of its own for the tests of a file; each begins with somebody at the form. */
export function doorForTests(): Door {
  const door = new Door();
  beforeAll(() => door.open(), 60_000);
  afterAll(() => door.close());
  beforeEach(() => door.knock());
  return door;
}
