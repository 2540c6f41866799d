import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CONFIG, type Config } from '#platform/config';
import { TaskRepository } from '#platform/tasks';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { MailServer, readLetter } from '../testing/mail-server.js';
import { MAIL_CLASS, SendWaitingMail } from './mail-class.task.js';

const server = new MailServer();
let world: CertificateWorld;
let classId: string;
const here = () => `/classes/${classId}/certificates/mail`;

beforeAll(async () => {
  await server.open();
  const mail = { url: server.url, from: 'hoc@hocvuso.example', perMinute: 6000 };
  world = await CertificateWorld.open({ mail, publicUrl: 'https://hoc.example' });
}, 120_000);
afterAll(async () => {
  await world?.close();
  await server.close();
});
beforeEach(async () => {
  classId = await world.rows.trainingClass(world.rows.units.province);
  server.arrived.length = 0;
  server.refuses.clear();
  server.hangsUpAt.clear();
});

/** People of the class with signed certificates, by their address. */
async function holders(...people: { email: string | null; name?: string; locale?: string }[]): Promise<void> {
  const ids: string[] = [];
  for (const { email, name = 'Phạm Thị Hồng Nhung', locale = 'vi' } of people) {
    const { id, accountId } = await world.rows.enrolment({ classId, name });
    await world.db.query('UPDATE person SET contact_email = $2 WHERE account_id = $1', [accountId, email]);
    await world.db.query('UPDATE account SET locale = $2 WHERE id = $1', [accountId, locale]);
    ids.push(id);
  }
  await world.get(Issuing).issue(ids);
  const rows = await world.db.query('SELECT id FROM certificate WHERE signed_at IS NULL');
  await world.makeFiles(rows.map(({ id }: { id: string }) => id));
}
const run = async () => world.task(await world.get(TaskRepository).start(MAIL_CLASS, { classId }, null));
const states = async (): Promise<Record<string, [string, number | null]>> => {
  const rows = await world.db.query(
    `SELECT coalesce(p.contact_email, '-') AS email, m.state, m.smtp_code FROM certificate_mail m
     JOIN certificate c ON c.id = m.certificate_id JOIN enrolment e ON e.id = c.enrolment_id
     JOIN person p ON p.account_id = e.account_id WHERE m.class_id = $1`,
    [classId],
  );
  return Object.fromEntries(
    rows.map((row: Record<string, string>) => [row['email'], [row['state'], row['smtp_code']]]),
  );
};
const told = () => server.arrived.map(({ to }) => to).sort();

describe('mail to holders', () => {
  test('tells each once in their language, keeps what became of each, and tries the refused again only when asked', async () => {
    server.refuses.set('gone@x.vn', 550).set('busy@x.vn', 451);
    await holders(
      { email: 'nhung@x.vn' },
      { email: 'ann@x.vn', name: 'Ann Nguyen', locale: 'en' },
      { email: 'gone@x.vn' },
      { email: 'busy@x.vn' },
      { email: null },
    );
    const registrar = world.signedIn(await world.rows.person(), ['registrar']);
    await registrar.get(here());
    await registrar.post(here(), { mode: 'new' });
    const done = await world.task(registrar.url.slice('/tasks/'.length));
    expect(done).toMatchObject({ status: 'done', result: { counts: { sent: 2, refused: 1 } } });
    expect(told()).toEqual(['ann@x.vn', 'nhung@x.vn']);
    expect(await states()).toEqual({
      'nhung@x.vn': ['sent', null],
      'ann@x.vn': ['sent', null],
      'gone@x.vn': ['refused', 550],
      'busy@x.vn': ['waiting', 451],
      '-': ['no-address', null],
    });
    const letter = (to: string) => readLetter(server.arrived.find((each) => each.to === to)!.raw);
    expect(letter('nhung@x.vn').text).toContain('Kính gửi anh/chị Phạm Thị Hồng Nhung');
    expect(letter('ann@x.vn').text).toContain('Dear Ann Nguyen');
    for (const to of told()) {
      const links = letter(to).text.match(/https:\S+/g)!;
      expect(links).toEqual([
        expect.stringMatching(/^https:\/\/hoc\.example\/verify\/[0-9A-Z]{28}$/),
        'https://hoc.example/certificates',
      ]);
      expect(letter(to).headers).toMatch(/message-id: <[0-9a-f-]{36}@hoc\.example>/i);
      expect(letter(to).headers).toMatch(/auto-submitted: auto-generated/i);
    }
    await registrar.get(here());
    expect(registrar.text('section[aria-labelledby=undelivered]')).toContain(
      'Máy chủ thư từ chối (mã SMTP 550)',
    );

    server.refuses.clear();
    await run();
    expect(told()).toHaveLength(2);
    await registrar.post(here(), { mode: 'again' });
    await world.task(registrar.url.slice('/tasks/'.length));
    expect(told()).toEqual(['ann@x.vn', 'gone@x.vn', 'nhung@x.vn']);
  });

  test('while the server is away everything waits, and heals by itself once it is back', async () => {
    await holders({ email: 'a@x.vn' }, { email: 'b@x.vn' });
    await server.close();
    expect(await run()).toMatchObject({ status: 'done', result: { counts: { sent: 0, refused: 0 } } });
    expect(await states()).toEqual({ 'a@x.vn': ['waiting', null], 'b@x.vn': ['waiting', null] });
    expect(await world.get(SendWaitingMail).sweep()).toBe(0);
    await server.open();
    expect(await world.get(SendWaitingMail).sweep()).toBe(1);
    expect(await world.get(SendWaitingMail).sweep()).toBe(0);
    const [{ id }] = await world.db.query(`SELECT id FROM task WHERE status = 'waiting' AND kind = $1`, [
      MAIL_CLASS,
    ]);
    await world.task(id);
    expect(told()).toEqual(['a@x.vn', 'b@x.vn']);
    expect(await world.get(SendWaitingMail).sweep()).toBe(0);
  });

  test('a letter that may have arrived is never sent again by itself', async () => {
    server.hangsUpAt.add('torn@x.vn');
    await holders({ email: 'torn@x.vn' }, { email: 'died@x.vn' });
    await run();
    expect(await states()).toEqual({ 'torn@x.vn': ['unsure', null], 'died@x.vn': ['sent', null] });
    // A process that died with a letter in its hand.
    await world.db.query(
      `UPDATE certificate_mail SET state = 'sending', changed_at = now() - interval '11 minutes' WHERE state = 'sent' AND class_id = $1`,
      [classId],
    );
    server.hangsUpAt.clear();
    await world.get(SendWaitingMail).sweep();
    await run();
    expect(await states()).toEqual({ 'torn@x.vn': ['unsure', null], 'died@x.vn': ['unsure', null] });
    expect(told()).toEqual(['died@x.vn']);
  });

  test('a certificate that ended meanwhile is not told of', async () => {
    await holders({ email: 'late@x.vn' });
    await server.close();
    await run();
    await server.open();
    await world.db.query(
      `UPDATE certificate SET status = 'revoked' WHERE enrolment_id IN (SELECT id FROM enrolment WHERE class_id = $1)`,
      [classId],
    );
    await run();
    expect(told()).toEqual([]);
    expect(await states()).toEqual({});
  });

  test('without a server the page says so, and nothing is started', async () => {
    await holders({ email: 'a@x.vn' });
    const config = world.get<Config>(CONFIG);
    const { mail } = config;
    config.mail = null;
    try {
      const registrar = world.signedIn(await world.rows.person(), ['registrar']);
      await registrar.get(here());
      expect(registrar.text('#not-set-up')).toContain('chưa được cấu hình gửi thư');
      expect(registrar.page.querySelector('button[name=mode]')).toBeNull();
      await registrar.post(here(), { mode: 'new' });
      expect(registrar.status).toBe(409);
    } finally {
      config.mail = mail;
    }
  });
});
