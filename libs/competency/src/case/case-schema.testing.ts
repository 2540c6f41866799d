import { z } from 'zod';

/**
 * The CFPackage of the 1EdTech CASE 1.1 information model (final release of 24 January 2025), written from its tables
 * and independent of our types: names, which are required, enumerations, nothing unknown.
 */
const uuid = z.uuid();
const uri = z.url();
const instant = z.iso.datetime({ offset: true });
const link = z.strictObject({
  title: z.string().min(1),
  identifier: uuid,
  uri,
  targetType: z.string().optional(),
});
const text = z.string().min(1).optional();

const document = z.strictObject({
  identifier: uuid,
  uri,
  frameworkType: text,
  caseVersion: z.literal('1.1').optional(),
  creator: z.string().min(1),
  title: z.string().min(1),
  lastChangeDateTime: instant,
  officialSourceURL: uri.optional(),
  publisher: text,
  description: text,
  subject: z.array(z.string()).optional(),
  subjectURI: z.array(link).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)
    .optional(),
  version: text,
  adoptionStatus: z.enum(['Private Draft', 'Draft', 'Adopted', 'Deprecated']).optional(),
  statusStartDate: z.iso.date().optional(),
  statusEndDate: z.iso.date().optional(),
  licenseURI: link.optional(),
  notes: text,
  extensions: z.record(z.string(), z.unknown()).optional(),
});

const item = z.strictObject({
  identifier: uuid,
  fullStatement: z.string().min(1),
  alternativeLabel: text,
  CFItemType: text,
  uri,
  humanCodingScheme: text,
  listEnumeration: text,
  abbreviatedStatement: text,
  conceptKeywords: z.array(z.string()).optional(),
  conceptKeywordsURI: link.optional(),
  notes: text,
  subject: z.array(z.string()).optional(),
  subjectURI: z.array(link).optional(),
  language: text,
  educationLevel: z.array(z.string()).optional(),
  CFItemTypeURI: link.optional(),
  licenseURI: link.optional(),
  statusStartDate: z.iso.date().optional(),
  statusEndDate: z.iso.date().optional(),
  lastChangeDateTime: instant,
  extensions: z.record(z.string(), z.unknown()).optional(),
});

const association = z.strictObject({
  identifier: uuid,
  associationType: z.enum([
    'isChildOf',
    'isPeerOf',
    'isPartOf',
    'exactMatchOf',
    'precedes',
    'isRelatedTo',
    'replacedBy',
    'exemplar',
    'hasSkillLevel',
    'isTranslationOf',
  ]),
  sequenceNumber: z.number().int().optional(),
  uri,
  originNodeURI: link,
  destinationNodeURI: link,
  CFAssociationGroupingURI: link.optional(),
  lastChangeDateTime: instant,
  notes: text,
  extensions: z.record(z.string(), z.unknown()).optional(),
});

const itemType = z.strictObject({
  identifier: uuid,
  uri,
  title: z.string().min(1),
  description: z.string().min(1),
  hierarchyCode: z.string().min(1),
  typeCode: text,
  lastChangeDateTime: instant,
  extensions: z.record(z.string(), z.unknown()).optional(),
});

export const cfPackageSchema = z.strictObject({
  CFDocument: document,
  CFItems: z.array(item).optional(),
  CFAssociations: z.array(association).optional(),
  CFDefinitions: z.strictObject({ CFItemTypes: z.array(itemType).optional() }).optional(),
});
