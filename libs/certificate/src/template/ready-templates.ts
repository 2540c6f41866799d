import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#platform/i18n';
import { type TemplateDocument, templateDocument } from '../render/template/template-document.js';

/** Designs that come with the platform, to begin from: `seeds/certificate-templates/<name>.json`. */
export const READY_TEMPLATES = ['completion', 'skills', 'attendance', 'contest'] as const;
export type ReadyTemplate = (typeof READY_TEMPLATES)[number];

const read = new Map<ReadyTemplate, TemplateDocument>();

export function readyTemplate(name: ReadyTemplate): TemplateDocument {
  let document = read.get(name);
  if (!document) {
    const file = path.join(projectRoot, 'seeds/certificate-templates', `${name}.json`);
    document = templateDocument.parse(JSON.parse(readFileSync(file, 'utf8')));
    read.set(name, document);
  }
  return document;
}
