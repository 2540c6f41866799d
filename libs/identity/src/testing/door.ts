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
export interface Door {
  app: NestFastifyApplication;
  db: DataSource;
  /** Her account. */
  nhung: string;
  /** What the log says of everything. */
  lines: string[];
  /** Somebody at the sign-in form, whatever came before. */
  knock(): Promise<BrowserSession>;
  close(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  const installation = await testInstallation();
  const lines: string[] = [];
  const logger = createLogger('trace', 'test', { write: (line) => void lines.push(line) });
  const app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule], logger);
  const db = app.get(DataSource);
  await seedUnits(app);
  const nhung = await makeAccount(app, 'unit-manager', '11311', {
    username: 'nhungpth',
    fullName: 'Phạm Thị Hồng Nhung',
    password: PASSWORD,
  });
  await db.query(`UPDATE account SET phone = '0912345678', email = 'nhung@haiphong.gov.vn' WHERE id = $1`, [
    nhung,
  ]);
  return {
    ...{ app, db, nhung, lines },
    async knock() {
      const browser = new BrowserSession(app);
      await db.query('DELETE FROM sign_in_throttle');
      await db.query(`UPDATE account SET status = 'active' WHERE id = $1`, [nhung]);
      app.get(Sessions, { strict: false }).forget(nhung);
      await browser.get('/sign-in');
      return browser;
    },
    async close() {
      await app.close();
      await installation.cleanUp();
    },
  };
}
