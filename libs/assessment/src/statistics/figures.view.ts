import type { ItemFlag } from './flags.js';
import type { QuestionFigures } from './statistics.repository.js';

const TONES: Record<ItemFlag, { icon: string; tone: string }> = {
  miskeyed: { icon: 'key-round', tone: 'danger' },
  'negative-discrimination': { icon: 'trending-down', tone: 'danger' },
  'too-easy': { icon: 'feather', tone: 'lamp' },
  'dead-distractor': { icon: 'circle-off', tone: 'lamp' },
};
/** The gravest first. */
export const FLAGS = Object.keys(TONES) as ItemFlag[];

export const flagView = (flag: ItemFlag) => ({ flag, ...TONES[flag] });

/** Figures as pages show them: percentages on a scale to 100, null where there is none. */
export const figuresView = (figures: QuestionFigures) => ({
  n: figures.n,
  facility: figures.facility === null ? null : figures.facility * 100,
  sd: figures.sd,
  discrimination: figures.discriminationIndex,
  efficiency: figures.discriminativeEfficiency,
  weight: figures.effectiveWeight,
  flags: FLAGS.filter((flag) => figures.flags.includes(flag)).map(flagView),
});
