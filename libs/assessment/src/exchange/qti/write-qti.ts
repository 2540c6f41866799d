import type { OutgoingPicture, OutgoingPictures, OutgoingQuestion } from '../item.js';
import { writePackage } from '../package/write-package.js';
import { tagsFor } from '../settings-tags.js';
import { element, xmlDocument } from '../xml/write.js';
import type { QtiVersion } from './qti-version.js';
import { itemIdentifier, writeItem } from './write-item.js';

const LOM = 'http://ltsc.ieee.org/xsd/LOM';

interface ItemFile {
  id: string;
  tags: string[];
  xml: string;
  picture: OutgoingPicture | null;
}

export function qtiItem(
  question: OutgoingQuestion,
  version: QtiVersion,
  pictures: OutgoingPictures,
): ItemFile {
  const shown = (question.body as { picture?: { id: string } }).picture;
  return {
    id: itemIdentifier(question.externalId),
    tags: tagsFor(question, []),
    xml: writeItem(question, version, pictures),
    picture: (shown && pictures.get(shown.id)) ?? null,
  };
}

/** A content package: the manifest, and each item in a file of its own; tags are keywords of its resource. */
export async function qtiPackage(items: ItemFile[], version: QtiVersion): Promise<Buffer> {
  const { manifestNamespace, manifestSchema, schemaName, schemaVersion, itemResource } = version;
  const resources = items.map(({ id, tags, picture }) =>
    element(
      'resource',
      { identifier: `R-${id}`, type: itemResource, href: `items/${id}.xml` },
      tags.length === 0 ? null : element('metadata', {}, keywords(tags)),
      element('file', { href: `items/${id}.xml` }),
      picture ? element('file', { href: `images/${picture.name}` }) : null,
    ),
  );
  const manifest = element(
    'manifest',
    {
      xmlns: manifestNamespace,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${manifestNamespace} ${manifestSchema}`,
      identifier: 'hocvuso-questions',
    },
    element('metadata', {}, element('schema', {}, schemaName), element('schemaversion', {}, schemaVersion)),
    element('organizations'),
    element('resources', {}, resources),
  );
  const shown = new Map(items.flatMap(({ picture }) => (picture ? [[picture.name, picture]] : [])));
  const images: [string, Buffer][] = [];
  for (const [name, picture] of shown) images.push([`images/${name}`, await picture.content()]);
  return writePackage([
    ['imsmanifest.xml', xmlDocument(manifest)],
    ...items.map(({ id, xml }): [string, string] => [`items/${id}.xml`, xml]),
    ...images,
  ]);
}

const keywords = (tags: string[]) =>
  element(
    'lom',
    { xmlns: LOM },
    element(
      'general',
      {},
      tags.map((tag) => element('keyword', {}, element('string', { language: 'vi' }, tag))),
    ),
  );
