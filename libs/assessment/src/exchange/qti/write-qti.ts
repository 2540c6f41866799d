import type { OutgoingPicture, OutgoingPictures, OutgoingQuestion } from '../item.js';
import { writePackage } from '../package/write-package.js';
import { tagsFor } from '../settings-tags.js';
import { picturesShown } from '../shown-pictures.js';
import { type Element, element, xmlDocument } from '../xml/write.js';
import type { QtiVersion } from './qti-version.js';
import { type ItemXml, itemIdentifier, stimulusFile, writeItem } from './write-item.js';

const LOM = 'http://ltsc.ieee.org/xsd/LOM';

interface ItemFile {
  id: string;
  tags: string[];
  xml: ItemXml;
  pictures: OutgoingPicture[];
}

export function qtiItem(
  question: OutgoingQuestion,
  version: QtiVersion,
  pictures: OutgoingPictures,
): ItemFile {
  const shown = picturesShown(question.body).flatMap((id) => pictures.get(id) ?? []);
  return {
    id: itemIdentifier(question.externalId),
    tags: tagsFor(question, []),
    xml: writeItem(question, version, pictures),
    pictures: [...new Map(shown.map((picture) => [picture.name, picture])).values()],
  };
}

/** A content package: the manifest, and each item in a file of its own; tags are keywords of its resource. */
export async function qtiPackage(items: ItemFile[], version: QtiVersion): Promise<Buffer> {
  const { manifestNamespace, manifestSchema, schemaName, schemaVersion } = version;
  const resources = items.flatMap((item) => resourcesOf(item, version));
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
  const shown = new Map(items.flatMap(({ pictures }) => pictures.map((each) => [each.name, each] as const)));
  const images: [string, Buffer][] = [];
  for (const [name, picture] of shown) images.push([`images/${name}`, await picture.content()]);
  return writePackage([
    ['imsmanifest.xml', xmlDocument(manifest)],
    ...items.flatMap(({ id, xml }): [string, string][] => [
      [`items/${id}.xml`, xml.item],
      ...(xml.stimulus ? [[stimulusFile(id), xml.stimulus] as [string, string]] : []),
    ]),
    ...images,
  ]);
}

/** An item and, where it stands apart, its shared text. */
function resourcesOf({ id, tags, xml, pictures }: ItemFile, version: QtiVersion): Element[] {
  const href = `items/${id}.xml`;
  const images = pictures.map(({ name }) => element('file', { href: `images/${name}` }));
  const item = element(
    'resource',
    { identifier: `R-${id}`, type: version.itemResource, href },
    tags.length === 0 ? null : element('metadata', {}, keywords(tags)),
    element('file', { href }),
    images,
    xml.stimulus ? element('dependency', { identifierref: `S-${id}` }) : null,
  );
  if (!xml.stimulus) return [item];
  const stimulus = element(
    'resource',
    { identifier: `S-${id}`, type: version.stimulusResource, href: stimulusFile(id) },
    element('file', { href: stimulusFile(id) }),
  );
  return [item, stimulus];
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
