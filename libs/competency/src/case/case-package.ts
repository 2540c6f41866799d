import type { CrosswalkDocument, Relation } from '../crosswalk/crosswalk-document.js';
import type { FrameworkDocument } from '../document/framework-document.js';
import type { VersionStatus } from '../version/framework-versions.js';
import type { AssociationType, CfAssociation, CfItem, CfPackage, LinkUri } from './case-model.js';
import { CaseNames, type ItemKind } from './case-names.js';

export interface CaseSource {
  document: FrameworkDocument;
  status: VersionStatus;
  /** When it was imported or came into force. */
  changedAt: Date;
  /** Tables of correspondence of which it is either end. */
  crosswalks: CrosswalkDocument[];
  /** Component codes of the versions before it, the newest first. */
  formerVersions: { version: string; codes: string[] }[];
  /** Origin of the addresses, without a slash at the end. */
  publicUrl: string;
}

const ADOPTION = { draft: 'Draft', 'in-force': 'Adopted', superseded: 'Deprecated' } as const;
const KINDS: ItemKind[] = ['Level', 'Domain', 'Component', 'Indicator'];
const LANGUAGE = 'vi';

/** A version as a 1EdTech CASE 1.1 package. Pure: the same version gives the same package. */
export function casePackage(source: CaseSource): CfPackage {
  const { document, status, changedAt, crosswalks, formerVersions, publicUrl } = source;
  const { framework, levels, domains, components, indicators } = document;
  const names = new CaseNames(publicUrl, framework.code, framework.version);
  const lastChangeDateTime = changedAt.toISOString();
  const root = names.document(framework.title);
  const items: CfItem[] = [];
  const associations: CfAssociation[] = [];

  const add = (
    kind: ItemKind,
    row: { code: string; statement: string; short?: string; evidence?: string },
  ) => {
    const { code, statement, short, evidence } = row;
    const { identifier, uri, title } = names.item(kind, code, short ?? statement);
    items.push({
      ...{ identifier, uri, fullStatement: statement },
      ...(short && short !== statement ? { abbreviatedStatement: short } : {}),
      ...{ humanCodingScheme: code, listEnumeration: String(items.length + 1) },
      ...{ CFItemType: kind, CFItemTypeURI: names.itemType(kind) },
      ...(evidence ? { notes: `evidence: ${evidence}` } : {}),
      ...{ language: LANGUAGE, lastChangeDateTime },
    });
    return { title, identifier, uri };
  };
  const associate = (
    associationType: AssociationType,
    originNodeURI: LinkUri,
    destinationNodeURI: LinkUri,
    more: { sequenceNumber?: number; notes?: string } = {},
  ) => {
    const { identifier, uri } = names.association(associationType, originNodeURI, destinationNodeURI);
    associations.push({
      ...{ identifier, uri, associationType, ...more, originNodeURI, destinationNodeURI },
      lastChangeDateTime,
    });
  };

  const levelLinks = new Map(
    levels.map(({ level, code, proficiency }, index) => {
      const link = add('Level', { code, statement: `${proficiency} (${code})` });
      associate('isChildOf', link, root, { sequenceNumber: index + 1 });
      return [level, link] as const;
    }),
  );
  const domainLinks = new Map(
    domains.map(({ code, name, description, evidence }) => [
      code,
      add('Domain', { code, statement: description ?? name, short: name, evidence }),
    ]),
  );
  domains.forEach(({ code, parent }, index) => {
    const above = parent === null ? root : (domainLinks.get(parent) as LinkUri);
    associate('isChildOf', domainLinks.get(code) as LinkUri, above, { sequenceNumber: index + 1 });
  });
  const componentLinks = new Map<string, LinkUri>();
  components.forEach(({ domain, code, name, description, evidence }, index) => {
    const link = add('Component', { code, statement: description ?? name, short: name, evidence });
    componentLinks.set(code, link);
    associate('isChildOf', link, domainLinks.get(domain) as LinkUri, { sequenceNumber: index + 1 });
  });
  indicators.forEach(({ component, level, code, text, evidence }, index) => {
    const link = add('Indicator', { code, statement: text, evidence });
    associate('isChildOf', link, componentLinks.get(component) as LinkUri, { sequenceNumber: index + 1 });
    const levelLink = level === null ? undefined : levelLinks.get(level);
    if (levelLink) associate('hasSkillLevel', link, levelLink);
  });
  for (const { code, replaces } of components)
    for (const old of replaces) {
      const former = formerVersions.find(({ codes }) => codes.includes(old));
      const names = former && new CaseNames(publicUrl, framework.code, former.version);
      if (names)
        associate('replacedBy', names.item('Component', old, old), componentLinks.get(code) as LinkUri);
    }
  for (const walk of crosswalks) associateWalk(walk, publicUrl, associate);

  const { title, document: legal, version, appliesTo, effectiveDate, notes } = framework;
  return {
    CFDocument: {
      ...{ identifier: root.identifier, uri: root.uri, creator: legal, title, lastChangeDateTime },
      ...{ frameworkType: 'Digital competence', caseVersion: '1.1' },
      ...(appliesTo ? { description: appliesTo } : {}),
      ...{ language: LANGUAGE, version, adoptionStatus: ADOPTION[status] },
      ...(effectiveDate ? { statusStartDate: effectiveDate } : {}),
      ...(notes.length > 0 ? { notes: notes.join('\n') } : {}),
    },
    CFItems: items,
    CFAssociations: associations,
    CFDefinitions: {
      CFItemTypes: KINDS.filter((kind) => items.some((item) => item.CFItemType === kind)).map(
        (kind, index) => ({
          ...names.itemType(kind),
          ...{ description: kind, hierarchyCode: String(index + 1), lastChangeDateTime },
        }),
      ),
    },
  };
}

const TYPES: Record<Relation, AssociationType> = {
  exact: 'exactMatchOf',
  'part-of': 'isPartOf',
  includes: 'isPartOf',
  related: 'isRelatedTo',
};

/** «Includes» is «is part of» seen from the other side; CASE has a word for one of them only. */
function associateWalk(
  { from, to, rows }: CrosswalkDocument,
  publicUrl: string,
  associate: (type: AssociationType, origin: LinkUri, destination: LinkUri, more: { notes: string }) => void,
): void {
  const ends = [from, to].map((end) => new CaseNames(publicUrl, end.framework, end.version));
  for (const row of rows) {
    const [left, right] = [
      ends[0]!.item('Component', row.from, row.from),
      ends[1]!.item('Component', row.to, row.to),
    ];
    const [origin, destination] = row.relation === 'includes' ? [right, left] : [left, right];
    const notes = [`evidence: ${row.evidence}`, row.note].filter(Boolean).join('\n');
    associate(TYPES[row.relation], origin, destination, { notes });
  }
}
