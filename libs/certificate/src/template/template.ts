import type { TemplateDocument } from '../render/template/template-document.js';

/** A design as it stands in a list. */
export interface ListedTemplate {
  id: string;
  name: string;
  unitName: string;
  /** Latest published version; null while there is none. */
  published: number | null;
  hasDraft: boolean;
  /** Classes, programmes and issuers that use it. */
  uses: number;
}

export interface Template {
  id: string;
  name: string;
  unitName: string;
  ownerPath: string;
}

export interface TemplateVersion {
  id: string;
  version: number;
  document: TemplateDocument;
  revision: number;
  proofedRevision: number | null;
  publishedAt: Date | null;
}
