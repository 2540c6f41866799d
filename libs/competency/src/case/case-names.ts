import { v5 } from 'uuid';
import type { LinkUri } from './case-model.js';

/** Namespace of our identifiers: the same code gives the same identifier on every installation. */
const NAMESPACE = '6f0d7a52-5a0e-5f0a-9c55-6d1b8a3c4e21';

export type ItemKind = 'Level' | 'Domain' | 'Component' | 'Indicator';

/** Identifiers and addresses of what a version consists of. */
export class CaseNames {
  readonly documentId: string;

  constructor(
    private readonly publicUrl: string,
    private readonly code: string,
    private readonly version: string,
  ) {
    this.documentId = this.id('Document', '');
  }

  document(title: string): LinkUri {
    return this.link('CFDocuments', title, this.documentId);
  }

  item(kind: ItemKind, code: string, title: string): LinkUri {
    return this.link('CFItems', title, this.id(kind, code));
  }

  itemType(kind: ItemKind): LinkUri {
    return this.link('CFItemTypes', kind, v5(`item-type ${kind}`, NAMESPACE));
  }

  association(type: string, origin: LinkUri, destination: LinkUri): LinkUri {
    const id = v5(`${type} ${origin.identifier} ${destination.identifier}`, NAMESPACE);
    return this.link('CFAssociations', type, id);
  }

  private id(kind: string, code: string): string {
    return v5(JSON.stringify([this.code, this.version, kind, code]), NAMESPACE);
  }

  private link(collection: string, title: string, identifier: string): LinkUri {
    return { title, identifier, uri: `${this.publicUrl}/ims/case/v1p1/${collection}/${identifier}` };
  }
}
