import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CoreModule } from '#platform/core';
import { createLogger } from '#platform/logging';
import { testInstallation } from '#platform/testing';
import { OrganisationModule } from '../organisation.module.js';
import { UnitSeeder } from '../seed/unit-seeder.js';
import type { Unit } from './unit.js';
import { Units } from './units.js';

const ALL = ['vn'];
const HAI_PHONG = ['vn.31'];

describe('units', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: INestApplicationContext;
  let units: Units;
  let db: DataSource;

  beforeAll(async () => {
    installation = await testInstallation();
    @Module({
      imports: [
        CoreModule.forProcess('test', installation.config, createLogger('silent', 'test')),
        OrganisationModule,
      ],
    })
    class TestModule {}
    app = await NestFactory.createApplicationContext(TestModule, { logger: false });
    units = app.get(Units, { strict: false });
    db = app.get(DataSource);
    await app.get(UnitSeeder, { strict: false }).run();
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await installation?.cleanUp();
  });

  const unit = async (code: string) => (await units.findByCode(code)) as Unit;
  const names = async (text: string, scope = ALL) =>
    (await units.search(text, { scope })).map((each) => each.name);

  test('are loaded once: a second time changes nothing', async () => {
    const before = await db.query('SELECT sum(hashtext(u::text)) AS sum FROM unit u');
    expect(await app.get(UnitSeeder, { strict: false }).run()).toBe(0);
    expect(await db.query('SELECT sum(hashtext(u::text)) AS sum FROM unit u')).toEqual(before);
  });

  test('are found without diacritics, by abbreviation, by code and with their province', async () => {
    expect((await names('hong bang', HAI_PHONG))[0]).toBe('Phường Hồng Bàng');
    expect(await names('HỒNG  BÀNG', HAI_PHONG)).toEqual(await names('hong bang', HAI_PHONG));
    expect((await names('so kh&cn', HAI_PHONG))[0]).toBe('Sở Khoa học và Công nghệ');
    expect((await names('11311'))[0]).toBe('Phường Hồng Bàng');
    const found = await units.search('phuong hai duong hai phong', { scope: ALL });
    expect(found[0]).toMatchObject({ name: 'Phường Hải Dương', provinceName: 'Thành phố Hải Phòng' });
  });

  test('are found only within the scope', async () => {
    expect(await names('ba dinh', HAI_PHONG)).not.toContain('Phường Ba Đình');
    expect(await names('ba dinh', ['vn.01'])).toContain('Phường Ba Đình');
    expect(await names('ba dinh', [])).toEqual([]);
    // A path that merely begins with the same digits is another unit.
    expect(await names('phuong', ['vn.3'])).toEqual([]);
  });

  test.each(['%', '_', "'; DROP TABLE unit; --", '\\', '   ', ''])(
    'a search for %p is harmless and finds nothing',
    async (text) => {
      expect(await names(text, HAI_PHONG)).toEqual([]);
    },
  );

  test('the old name of a commune still finds it', async () => {
    expect(await names('xa long thanh dong nai')).toContain('Phường Long Thành');
  });

  test('keep the name of the day: a report for 2025 shows the names of 2025', async () => {
    const { id } = await unit('75');
    expect(await units.nameAt(id, '2025-12-31')).toBe('Tỉnh Đồng Nai');
    expect(await units.nameAt(id, '2026-04-29')).toBe('Tỉnh Đồng Nai');
    expect(await units.nameAt(id, '2026-04-30')).toBe('Thành phố Đồng Nai');
    expect(await units.nameAt(id, '2025-06-30')).toBeNull();
    const [longThanh] = await units.search('phuong long thanh', { scope: ['vn.75'] });
    const at = async (day: string) =>
      (await units.namesAt([id, longThanh?.id as string], day)).get(longThanh?.id as string);
    expect([await at('2025-07-01'), await at('2026-12-31')]).toEqual(['Xã Long Thành', 'Phường Long Thành']);
    expect((await units.history(id)).map((period) => [period.validFrom, period.validTo])).toEqual([
      ['2025-07-01', '2026-04-30'],
      ['2026-04-30', null],
    ]);
  });

  test('no two periods of a unit may overlap', async () => {
    const { id } = await unit('75');
    await expect(
      db.query(
        `INSERT INTO unit_period (unit_id, valid_from, valid_to, kind, name) VALUES ($1, '2026-01-01', '2026-02-01', 'province', 'x')`,
        [id],
      ),
    ).rejects.toThrow(/exclusion/);
  });

  test('know what is above and below them', async () => {
    const hongBang = await unit('11311');
    expect((await units.ancestors(hongBang.id)).map((each) => each.code)).toEqual(['vn', '31']);
    expect((await units.children(hongBang.id)).map((each) => each.code)).toEqual(['11311-CNSCD']);
    expect((await units.subtree('vn.31')).length).toBe(1 + 1 + 16 + 114 * 2);
    const children = await units.children((await unit('31')).id);
    expect(children.map((each) => each.kind).indexOf('department')).toBeLessThan(
      children.map((each) => each.kind).indexOf('commune'),
    );
  });

  test('give the lookup of lists the ids of the database', async () => {
    const directory = await units.directory();
    const match = directory.resolve('Sở KH&CN', '31');
    expect(match.kind === 'found' && match.unit.id).toBe((await unit('31-SKHCN')).id);
    expect(await units.directory()).toBe(directory);
  });
});
