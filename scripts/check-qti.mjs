#!/usr/bin/env node
/**
 * Validates a QTI package against the XML schemas of 1EdTech with xmllint, where somebody has them:
 *
 *     node scripts/check-qti.mjs PACKAGE.zip --schemas DIRECTORY
 *
 * The schemas are taken by the namespace of each document, so DIRECTORY may be laid out in any way. Nothing is
 * fetched: what a schema imports must lie in DIRECTORY too, at the path that the schema names.
 * Exit 0: everything is valid; 1: something is not, or has no schema; 2: wrong usage.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import yauzl from 'yauzl';

const USAGE = 'node scripts/check-qti.mjs PACKAGE.zip --schemas DIRECTORY';
const MOST_BYTES = 200 * 1024 * 1024;

function given() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { schemas: { type: 'string' } },
    });
    if (positionals.length === 1 && values.schemas) return { file: positionals[0], schemas: values.schemas };
  } catch {
    // Told below.
  }
  stop(USAGE, 2);
}

function stop(message, code) {
  console.error(message);
  process.exit(code);
}

/** The XML documents of the package by name. yauzl refuses names that lead out of it, and sizes that are not true. */
function documentsOf(file) {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error);
      const found = new Map();
      let total = 0;
      zip.on('error', reject);
      zip.on('end', () => resolve(found));
      zip.on('entry', (entry) => {
        total += entry.uncompressedSize;
        if (total > MOST_BYTES) return reject(new Error('larger than 200 MB'));
        if (!entry.fileName.endsWith('.xml')) return zip.readEntry();
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          const chunks = [];
          stream.on('data', (chunk) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => {
            found.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}

/** Schemas below the directory, with the namespace that each describes and the root elements that it declares. */
function schemasIn(directory) {
  return fs
    .readdirSync(directory, { recursive: true })
    .filter((name) => name.endsWith('.xsd'))
    .sort()
    .map((name) => {
      const text = fs.readFileSync(path.join(directory, name), 'utf8');
      const namespace = /targetNamespace\s*=\s*"([^"]*)"/.exec(text)?.[1] ?? '';
      const roots = [...text.matchAll(/<\w*:?element\s[^>]*?name\s*=\s*"([^"]*)"/g)].map(([, root]) => root);
      return { file: path.join(directory, name), namespace, roots: new Set(roots) };
    });
}

/** Name and namespace of the root element. */
function rootOf(document) {
  const text = document.toString('utf8').replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '');
  const [, tag = '', prefix = '', name = ''] = /<((?:([\w.-]+):)?([\w.-]+)[^>]*)>/.exec(text) ?? [];
  const declaration = prefix ? `xmlns:${prefix}` : 'xmlns';
  const namespace = new RegExp(`\\s${declaration}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? '';
  return { name, namespace };
}

function check(document, schema) {
  const { error, status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
    input: document,
    encoding: 'utf8',
  });
  if (error) stop('xmllint is needed (Debian: apt-get install libxml2-utils).', 1);
  return status === 0 ? [] : stderr.split('\n').filter((line) => line && !/ fails to validate$/.test(line));
}

const { file, schemas } = given();
const known = schemasIn(schemas);
const documents = await documentsOf(file).catch((error) => stop(`${file}: ${error.message}`, 1));
if (!documents.has('imsmanifest.xml')) stop(`${file}: no imsmanifest.xml`, 1);
let faults = 0;
for (const [name, document] of documents) {
  const root = rootOf(document);
  const schema = known.find((each) => each.namespace === root.namespace && each.roots.has(root.name));
  const told = schema ? check(document, schema.file) : [`no schema for ${root.name} in ${root.namespace}`];
  for (const line of told) console.log(`${name}: ${line}`);
  if (told.length > 0) faults += 1;
}
console.log(`${documents.size} documents, ${faults} not valid`);
process.exitCode = faults > 0 ? 1 : 0;
