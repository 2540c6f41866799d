import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { projectRoot } from '#platform/i18n';
import { writePackage } from './package/write-package.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'check-qti-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Small schemas of our own, one of which imports the other, as those of 1EdTech do. */
const schema = (namespace: string, inside: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${namespace}" xmlns:w="urn:words" targetNamespace="${namespace}" elementFormDefault="qualified">${inside}</xs:schema>`;
const holding = (name: string, child: string) =>
  `<xs:element name="${name}"><xs:complexType><xs:sequence>${child}</xs:sequence></xs:complexType></xs:element>`;
fs.mkdirSync(path.join(folder, 'xsd/words'), { recursive: true });
const save = (name: string, text: string) => fs.writeFileSync(path.join(folder, 'xsd', name), text);
save('words/words.xsd', schema('urn:words', '<xs:element name="word" type="xs:int"/>'));
save(
  'item.xsd',
  schema(
    'urn:item',
    `<xs:import namespace="urn:words" schemaLocation="words/words.xsd"/>${holding('item', '<xs:element ref="w:word"/>')}`,
  ),
);
save('manifest.xsd', schema('urn:manifest', '<xs:element name="manifest" type="xs:string"/>'));

async function checked(files: [string, string][], schemas = path.join(folder, 'xsd')) {
  const file = path.join(folder, 'package.zip');
  fs.writeFileSync(file, await writePackage(files));
  const script = path.join(projectRoot, 'scripts/check-qti.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, '--schemas', schemas], {
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}`.trim().split('\n') };
}

const MANIFEST: [string, string] = ['imsmanifest.xml', '<manifest xmlns="urn:manifest">m</manifest>'];
const item = (word: string) =>
  `<?xml version="1.0"?><!-- i --><i:item xmlns:i="urn:item" xmlns="urn:words"><word>${word}</word></i:item>`;

test('a package whose documents are valid', async () => {
  expect(await checked([MANIFEST, ['items/a.xml', item('7')], ['images/a.png', 'x']])).toEqual({
    status: 0,
    said: ['2 documents, 0 not valid'],
  });
});

test('what is not valid, and what has no schema, is told by document', async () => {
  const { status, said } = await checked([
    MANIFEST,
    ['items/a.xml', item('sieben')],
    ['items/b.xml', '<other xmlns="urn:other"/>'],
    ['items/c.xml', '<item'],
  ]);
  expect(status).toBe(1);
  expect(said.at(-1)).toBe('4 documents, 3 not valid');
  expect(said.find((line) => line.startsWith('items/a.xml'))).toMatch(/sieben/);
  expect(said).toContain('items/b.xml: no schema for other in urn:other');
});

test('what is no package, and wrong usage', async () => {
  expect(await checked([['items/a.xml', item('7')]])).toMatchObject({ status: 1 });
  const script = path.join(projectRoot, 'scripts/check-qti.mjs');
  expect(spawnSync(process.execPath, [script, 'x.zip']).status).toBe(2);
  fs.writeFileSync(path.join(folder, 'broken.zip'), 'PK\u0003\u0004 not a package');
  const broken = [script, path.join(folder, 'broken.zip'), '--schemas', path.join(folder, 'xsd')];
  expect(spawnSync(process.execPath, broken).status).toBe(1);
});
