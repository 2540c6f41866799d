import type { LevelAward } from '../render/certificate-model.js';

/** A component of a framework that the course teaches, with the address of its CASE item. */
export interface SkillAlignment {
  name: string;
  framework: string;
  version?: string;
  code: string;
  url: string;
  /** The level that the certificate states; none where the course only teaches the component. */
  award?: LevelAward;
}

export const alignmentOf = ({ name, framework, version, code, url }: SkillAlignment) => ({
  type: ['Alignment'],
  targetType: 'CFItem',
  targetName: name,
  targetCode: code,
  targetFramework: version ? `${framework}, phiên bản ${version}` : framework,
  targetUrl: url,
});

const describedAt = (achievement: string, { code }: SkillAlignment): string => `${achievement}-level-${code}`;
const levelAt = (achievement: string, alignment: SkillAlignment): string =>
  `${describedAt(achievement, alignment)}-reached`;

type Levelled = SkillAlignment & Required<Pick<SkillAlignment, 'award'>>;
const levelled = (alignments: readonly SkillAlignment[]): Levelled[] =>
  alignments.filter((each): each is Levelled => each.award !== undefined);

/** What an achievement says of the levels it can show (`ResultDescription` of Open Badges 3.0). */
export function levelDescriptions(achievement: string, alignments: readonly SkillAlignment[]) {
  const described = levelled(alignments).map((each) => ({
    id: describedAt(achievement, each),
    type: ['ResultDescription'],
    name: `${each.code} ${each.name}`,
    resultType: 'RubricCriterionLevel',
    alignment: [alignmentOf(each)],
    rubricCriterionLevel: [
      {
        id: levelAt(achievement, each),
        type: ['RubricCriterionLevel'],
        name: each.award.level,
        description: descriptionOf(each),
      },
    ],
  }));
  return described.length > 0 ? { resultDescription: described } : {};
}

/** By which rule, on which entry of the ledger; that a threshold is invented where it is. */
function descriptionOf({ award: { rule, entry, demonstration } }: Levelled): string {
  return [
    `Quy tắc ${rule}${entry ? `, mục ${entry} của sổ ghi nhận bậc` : ''}.`,
    ...(demonstration ? ['Ngưỡng minh họa của bản dùng thử, không phải quy định của cơ quan nào.'] : []),
  ].join(' ');
}

/** The levels of the holder (`Result`). */
export function achievedLevels(achievement: string, alignments: readonly SkillAlignment[]) {
  const result = levelled(alignments).map((each) => ({
    type: ['Result'],
    resultDescription: describedAt(achievement, each),
    achievedLevel: levelAt(achievement, each),
  }));
  return result.length > 0 ? { result } : {};
}
