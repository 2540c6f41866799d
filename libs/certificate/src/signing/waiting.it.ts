import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Metrics } from '#platform/metrics';
import { Issuing } from '../issuing/issuing.service.js';
import { Printing } from '../printing/printing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { SignForgotten } from './sign-certificates.job.js';
import { SIGNER, type Signer, SignerUnavailable } from './signer.js';
import { Signings } from './signings.service.js';

let world: CertificateWorld;
beforeAll(async () => {
  world = await CertificateWorld.open();
}, 120_000);
afterAll(() => world?.close());

const gauge = async (name: string) =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await world.get(Metrics).text())?.[1]);

test('a signer that is down is told to the registrar and to operators, and heals by itself', async () => {
  const registrar = world.signedIn(await world.rows.person(), ['registrar']);
  const elsewhere = world.signedIn(await world.rows.person(), ['registrar'], 'vn.75');
  const told = async () => {
    await registrar.get('/registers');
    return registrar.text('#waiting-for-signature');
  };
  const ids = await world.rows.enrolments(2);
  await world.get(Issuing).issue(ids);
  const certificates = (await world.db.query('SELECT id FROM certificate')).map(
    ({ id }: { id: string }) => id,
  );
  await world.get(Printing).print(certificates);
  // Nothing is said of what was drawn a moment ago.
  expect(await told()).toBe('');

  const signer = world.get<Signer>(SIGNER);
  const { sign } = signer;
  signer.sign = async () => {
    throw new SignerUnavailable('connect ECONNREFUSED 127.0.0.1:8443');
  };
  await world.get(Signings).sign(certificates);
  expect(await told()).toMatch(/^2 giấy đang chờ chữ ký số .*chưa trả lời từ .* đã thử 1 lần.*ECONNREFUSED/);
  await elsewhere.get('/registers');
  expect(elsewhere.text('#waiting-for-signature')).toBe('');
  expect(await gauge('certificates_unsigned')).toBe(2);
  await world.db.query(`UPDATE signing_pause SET since = now() - interval '5 minutes', until = now()`);
  await world.db.query(`UPDATE certificate SET rendered_at = now() - interval '6 minutes'`);
  expect(await gauge('signer_outage_seconds')).toBeGreaterThanOrEqual(300);
  expect(await gauge('certificates_unsigned_oldest_seconds')).toBeGreaterThanOrEqual(360);

  signer.sign = sign;
  expect(await world.get(SignForgotten).sweep()).toBe(2);
  expect(await told()).toBe('');
  expect([await gauge('certificates_unsigned'), await gauge('signer_outage_seconds')]).toEqual([0, 0]);
});
