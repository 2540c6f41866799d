import type { QuestionBank } from '../../bank/question-bank.entity.js';
import type { QuestionVersion } from '../../bank/question-version.entity.js';
import type { QuestionRecord } from '../question-search.repository.js';
import type { ReviewStep } from './reviews.service.js';
import { difference } from './version-difference.js';
import type { VersionUse } from './version-history.repository.js';

export interface History {
  versions: QuestionVersion[];
  uses: VersionUse[];
  steps: ReviewStep[];
  names: Map<string, string>;
}

/** The versions of a question: what each changed, who judged it, where it is used and how it did. */
export function versionsView(
  bank: QuestionBank,
  record: QuestionRecord,
  { versions, uses, steps, names }: History,
  viewerId: string,
) {
  const home = `/authoring/banks/${bank.id}`;
  const here = `${home}/questions/${record.id}`;
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? null) : null);
  const current = versions[0];
  const lastSent = steps.findLast(({ act, versionId }) => act === 'submitted' && versionId === current?.id);
  const own = current?.createdBy === viewerId || lastSent?.accountId === viewerId;
  return {
    bank: { title: bank.title, href: home },
    editHref: here,
    previewHref: `${here}/preview`,
    externalId: record.externalId,
    stem: record.stem,
    retired: record.retiredAt !== null,
    needsReview: bank.needsReview,
    version: record.version,
    waits: record.status === 'in-review',
    isDraft: record.status === 'draft',
    mayApprove: !(bank.needsReview && own),
    action: `${here}/versions/${record.version}`,
    versions: versions.map((version, index) => {
      const before = versions[index + 1];
      return {
        version: version.version,
        status: version.status,
        drawn: version.version === record.reviewedVersion && record.retiredAt === null,
        createdAt: version.createdAt,
        author: nameOf(version.createdBy),
        first: before === undefined,
        differences: before ? difference(before, version) : [],
        steps: steps
          .filter(({ versionId }) => versionId === version.id)
          .map(({ act, accountId, comment, at }) => ({ act, by: nameOf(accountId), comment, at })),
        ...figuresOf(uses.filter(({ versionId }) => versionId === version.id)),
      };
    }),
    uses: uses.map(({ quizId, title, version, versionId, answers, facility, flags }) => ({
      title,
      version,
      answers,
      facility: facility === null ? null : 100 * facility,
      flags: flags ?? [],
      href: `/authoring/quizzes/${quizId}/statistics${answers > 0 ? `/${versionId}` : ''}`,
    })),
  };
}

/** Over all quizzes: answers, and the facility weighed by them, in percent. */
export function figuresOf(uses: VersionUse[]): { answers: number; facility: number | null } {
  const counted = uses.filter(({ facility }) => facility !== null);
  const answers = counted.reduce((sum, use) => sum + use.answers, 0);
  const right = counted.reduce((sum, use) => sum + use.answers * (use.facility as number), 0);
  return { answers, facility: answers > 0 ? (100 * right) / answers : null };
}
