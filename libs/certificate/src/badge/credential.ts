import type { PaperFacts } from '../certificate/paper-facts.js';
import { achievedLevels, alignmentOf, levelDescriptions, type SkillAlignment } from './achieved-levels.js';
import { achievementWords } from './achievement-words.js';
import { placeOf } from './status-list.js';

export const VC_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
export const BADGE_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

export interface BadgeFacts {
  publicUrl: string;
  /** DID of the issuer. */
  issuer: string;
  code: string;
  serial: string;
  issuedAt: Date;
  facts: PaperFacts;
  /** Place among all badges of this issuer, from 0. */
  position: number;
  alignments: readonly SkillAlignment[];
}

export const credentialUrl = (publicUrl: string, code: string): string => `${publicUrl}/credentials/${code}`;
export const listUrl = (publicUrl: string, issuerId: string, list: number): string =>
  `${publicUrl}/issuers/${issuerId}/status/${list}`;

/** Seconds, as `nbf` counts them. */
export const secondsOf = (moment: Date): number => Math.floor(moment.getTime() / 1000);
const momentOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/**
 * An OpenBadgeCredential (1EdTech Open Badges 3.0 on VCDM 2.0) that says what the certificate says, without birth
 * date, position or score: whoever gets a badge is told less than whoever holds the paper. Levels are told, as results,
 * and the place of an award.
 */
export function credentialOf({
  publicUrl,
  issuer,
  code,
  serial,
  issuedAt,
  facts,
  position,
  alignments,
}: BadgeFacts) {
  const id = credentialUrl(publicUrl, code);
  const { list, index } = placeOf(position);
  const statusList = listUrl(publicUrl, issuer.split(':').at(-1) as string, list);
  return {
    '@context': [VC_CONTEXT, BADGE_CONTEXT],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: facts.course.name,
    issuer: { id: issuer, type: ['Profile'], name: facts.issuer.name, url: publicUrl },
    validFrom: momentOf(secondsOf(issuedAt)),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', identityHash: facts.holder.name, identityType: 'name', hashed: false },
      ],
      licenseNumber: serial,
      ...achievedLevels(`${id}#achievement`, alignments),
      achievement: achievementOf(publicUrl, code, facts, alignments),
    },
    credentialStatus: {
      id: `${statusList}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: statusList,
    },
  };
}

function achievementOf(
  publicUrl: string,
  code: string,
  facts: PaperFacts,
  alignments: readonly SkillAlignment[],
) {
  const { type, description, criteria, caption } = achievementWords(facts);
  return {
    id: `${credentialUrl(publicUrl, code)}#achievement`,
    type: ['Achievement'],
    achievementType: type,
    inLanguage: 'vi',
    name: facts.course.name,
    description,
    criteria: { narrative: criteria },
    image: {
      id: `${credentialUrl(publicUrl, code)}/picture.svg`,
      type: 'Image',
      caption,
    },
    ...(alignments.length > 0 ? { alignment: alignments.map(alignmentOf) } : {}),
    ...levelDescriptions(`${credentialUrl(publicUrl, code)}#achievement`, alignments),
  };
}

/** The list that tells which badges of an issuer ended (W3C Bitstring Status List 1.0). */
export function statusListCredential(url: string, issuer: string, encodedList: string, at: Date) {
  return {
    '@context': [VC_CONTEXT],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: momentOf(secondsOf(at)),
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList,
      ttl: LIST_TTL_MS,
    },
  };
}

/** How long a verifier may keep a list. */
export const LIST_TTL_MS = 300_000;
