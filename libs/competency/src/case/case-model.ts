/** The parts of the 1EdTech CASE 1.1 information model that are written. */
export interface LinkUri {
  title: string;
  identifier: string;
  uri: string;
}

export interface CfDocument {
  identifier: string;
  uri: string;
  creator: string;
  title: string;
  lastChangeDateTime: string;
  frameworkType: string;
  caseVersion: '1.1';
  description?: string;
  language: string;
  version: string;
  adoptionStatus: 'Draft' | 'Adopted' | 'Deprecated';
  statusStartDate?: string;
  notes?: string;
}

export interface CfItem {
  identifier: string;
  uri: string;
  fullStatement: string;
  abbreviatedStatement?: string;
  humanCodingScheme: string;
  listEnumeration: string;
  CFItemType: string;
  CFItemTypeURI: LinkUri;
  notes?: string;
  language: string;
  lastChangeDateTime: string;
}

export type AssociationType =
  | 'isChildOf'
  | 'isPartOf'
  | 'exactMatchOf'
  | 'isRelatedTo'
  | 'replacedBy'
  | 'hasSkillLevel';

export interface CfAssociation {
  identifier: string;
  uri: string;
  associationType: AssociationType;
  sequenceNumber?: number;
  originNodeURI: LinkUri;
  destinationNodeURI: LinkUri;
  notes?: string;
  lastChangeDateTime: string;
}

export interface CfItemType extends LinkUri {
  description: string;
  hierarchyCode: string;
  lastChangeDateTime: string;
}

export interface CfPackage {
  CFDocument: CfDocument;
  CFItems: CfItem[];
  CFAssociations: CfAssociation[];
  CFDefinitions: { CFItemTypes: CfItemType[] };
}
