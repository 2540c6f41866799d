/** When a mark may be told. */
export const MARK_RELEASES = ['at-once', 'after-closing', 'at', 'by-hand'] as const;
/** When the review of one's answers, or the right answers, may be shown. `when-done`: passed, or no attempt left. */
export const REVIEW_RELEASES = ['at-once', 'when-done', 'after-closing', 'at', 'by-hand', 'never'] as const;
export type ReleaseWhen = (typeof REVIEW_RELEASES)[number];

export const RELEASED_PARTS = ['mark', 'review', 'key'] as const;
export type ReleasedPart = (typeof RELEASED_PARTS)[number];

/** The rule for one part, and whether its moment has come. */
export interface PartRelease {
  when: ReleaseWhen;
  /** Null while nobody has said, and where there is none. */
  from: Date | null;
  due: boolean;
}

/** What a class has ruled. */
export type Release = Record<ReleasedPart, PartRelease>;

export type ReleaseJson = Record<ReleasedPart, Omit<PartRelease, 'from'> & { from: string | null }>;

const part = (name: ReleasedPart): string => `'${name}', json_build_object('when', rr.${name}, 'due',
  rr.${name}_from <= now(), 'from', CASE WHEN isfinite(rr.${name}_from) THEN rr.${name}_from END)`;

/** SQL: the release of a group as JSON, or null; `group` is the SQL of its id. {@link readRelease} reads it. */
export const releaseJson = (group: string): string => `(
  SELECT json_build_object(${part('mark')}, ${part('review')}, ${part('key')})
    FROM result_release rr WHERE rr.group_id = ${group})`;

/** SQL: whether marks of examinations are still held back from the learners of a group. */
export const marksHeldBack = (group: string): string =>
  `EXISTS (SELECT FROM result_release rr WHERE rr.group_id = ${group} AND rr.mark_from > now())`;

export const readRelease = (json: ReleaseJson | null): Release | null => {
  if (!json) return null;
  const read = ({ from, ...rest }: ReleaseJson['mark']): PartRelease => ({
    ...rest,
    from: from === null ? null : new Date(from),
  });
  return { mark: read(json.mark), review: read(json.review), key: read(json.key) };
};
