import type { OutgoingQuestion } from '../item.js';
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
}

export const qtiItem = (question: OutgoingQuestion, version: QtiVersion): ItemFile => ({
  id: itemIdentifier(question.externalId),
  tags: tagsFor(question, []),
  xml: writeItem(question, version),
});

/** A content package: the manifest, and each item in a file of its own; tags are keywords of its resource. */
export function qtiPackage(items: ItemFile[], version: QtiVersion): Promise<Buffer> {
  const { manifestNamespace, manifestSchema, schemaName, schemaVersion, itemResource } = version;
  const resources = items.map(({ id, tags }) =>
    element(
      'resource',
      { identifier: `R-${id}`, type: itemResource, href: `items/${id}.xml` },
      tags.length === 0 ? null : element('metadata', {}, keywords(tags)),
      element('file', { href: `items/${id}.xml` }),
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
  return writePackage([
    ['imsmanifest.xml', xmlDocument(manifest)],
    ...items.map(({ id, xml }): [string, string] => [`items/${id}.xml`, xml]),
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
