import path from 'node:path';
import { readPackage } from '../package/read-package.js';
import { childrenOf, elementsOf, findAll, parseXmlTree, wordsOf, type XmlNode } from '../xml/tree.js';
import { type ElementRule, SCHEMAS, TYPES } from './content-model.testing.js';
import { inOldNames, QTI_21, QTI_30 } from './qti-version.js';
import { variableFaults } from './variable-faults.testing.js';

/** Everything in a package that is not as the content model says; [] when nothing is. */
export async function packageFaults(format: string, file: Buffer): Promise<string[]> {
  const { item, manifest, words } = SCHEMAS[format]!;
  const version = format === 'qti21' ? QTI_21 : QTI_30;
  const parts = await readPackage(file);
  const faults: string[] = [];
  for (const [name, content] of parts) {
    if (!name.endsWith('.xml')) continue;
    const text = (await content()).toString();
    const root = parseXmlTree(text);
    const isManifest = name === 'imsmanifest.xml';
    const tell = (fault: string) => faults.push(`${name}: ${fault}`);
    const namespace = isManifest ? version.manifestNamespace : version.itemNamespace;
    if (root.attributes['xmlns'] !== namespace) tell(`namespace ${root.attributes['xmlns']}`);
    const ids = new Set<string>();
    check(isManifest ? root : named(format, root, tell), isManifest ? manifest : item, ids, tell);
    if (isManifest) manifestFaults(root, [...parts.keys()], words, ids).forEach(tell);
    else variableFaults(inOldNames(root)).forEach(tell);
  }
  return faults;
}

/** The document in the names of 2.1; one of 3.0 has no other names than its own. */
function named(format: string, root: XmlNode, tell: (fault: string) => void): XmlNode {
  if (format === 'qti30') {
    const own = (node: XmlNode): void => {
      if (!/^(qti-[a-z-]+|p|br|div|img|object)$/.test(node.name)) tell(`${node.name} is no name of 3.0`);
      for (const name of Object.keys(node.attributes))
        if (/[A-Z]/.test(name) && name !== 'schemaLocation') tell(`${name} is no attribute of 3.0`);
      elementsOf(node).forEach(own);
    };
    own(root);
  }
  return inOldNames(root);
}

function check(
  node: XmlNode,
  rules: Record<string, ElementRule>,
  ids: Set<string>,
  tell: (fault: string) => void,
): void {
  const rule = rules[node.name];
  if (!rule) {
    tell(`${node.name} is not known`);
    return;
  }
  const { children = '', mixed = false, text, attributes = {} } = rule;
  const names = elementsOf(node).map((child) => `${child.name} `);
  if (!new RegExp(`^${children}$`).test(names.join('')))
    tell(`${node.name} holds ${names.join('') || 'nothing'}`);
  const words = node.children.filter((child) => typeof child === 'string').join('');
  if (!mixed && !text && words.trim() !== '') tell(`${node.name} holds text`);
  if (text && !TYPES[text]!.test(words)) tell(`${node.name} says ${words}`);
  attributeFaults(node, attributes, ids).forEach(tell);
  for (const child of elementsOf(node)) check(child, rules, ids, tell);
}

/** Attributes that say what document this is. */
const OF_DOCUMENTS = new Set(['xmlns', 'xsi', 'schemaLocation']);

function attributeFaults(
  { name: element, attributes }: XmlNode,
  allowed: Record<string, string>,
  ids: Set<string>,
): string[] {
  const faults = Object.entries(allowed).flatMap(([name, type]) =>
    type.endsWith('!') && attributes[name] === undefined ? [`${element} lacks ${name}`] : [],
  );
  for (const [name, value] of Object.entries(attributes)) {
    if (OF_DOCUMENTS.has(name)) continue;
    const type = allowed[name]?.replace('!', '');
    if (!type) faults.push(`${element} has ${name}`);
    else if (!TYPES[type]!.test(value)) faults.push(`${element} ${name}=${value}`);
    else if (type === 'id') {
      if (ids.has(value)) faults.push(`${element} ${value} twice`);
      ids.add(value);
    }
  }
  return faults;
}

/** What the manifest says of itself, and whether each file of the package is in it once, and is there. */
function manifestFaults(
  root: XmlNode,
  files: string[],
  words: Record<string, RegExp>,
  ids: Set<string>,
): string[] {
  const said = (name: string) => findAll(root, [name]).map((node) => [name, wordsOf(node)] as const);
  const resources = findAll(root, ['resource']);
  const spoken = [
    ...said('schema'),
    ...said('schemaversion'),
    ...resources.map(({ attributes }) => ['type', attributes['type'] ?? ''] as const),
  ];
  const listed = resources.flatMap((resource) =>
    childrenOf(resource, 'file').map(({ attributes }) => path.posix.normalize(attributes['href'] ?? '')),
  );
  return [
    ...spoken.flatMap(([name, text]) => (words[name]!.test(text) ? [] : [`${name} ${text}`])),
    ...listed.flatMap((file) => (files.includes(file) ? [] : [`${file} is not there`])),
    ...files.flatMap((file) =>
      file === 'imsmanifest.xml' || listed.includes(file) ? [] : [`${file} is not listed`],
    ),
    ...findAll(root, ['dependency']).flatMap(({ attributes }) =>
      ids.has(attributes['identifierref'] ?? '') ? [] : [`dependency ${attributes['identifierref']}`],
    ),
    ...resources.flatMap((resource) =>
      childrenOf(resource, 'file').some(
        ({ attributes }) => attributes['href'] === resource.attributes['href'],
      )
        ? []
        : [`${resource.attributes['href']} is no file of its resource`],
    ),
  ];
}
