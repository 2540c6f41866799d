import type { ContestAward } from '../render/certificate-model.js';

// A paper is in Vietnamese whoever looks at it, so its words are not in the locale files.
const RANKS: Record<number, string> = { 1: 'Hạng nhất', 2: 'Hạng nhì', 3: 'Hạng ba' };
const ENGLISH_RANKS: Record<number, string> = { 1: 'First place', 2: 'Second place', 3: 'Third place' };
const KINDS: Record<string, string> = {
  province: 'đơn vị cấp tỉnh',
  commune: 'đơn vị cấp xã',
  department: 'sở, ban, ngành',
  office: 'phòng, ban',
  team: 'tổ công nghệ số cộng đồng',
};
const NUMBER = new Intl.NumberFormat('vi-VN');

/** “Hạng nhất”, “Hạng 12”: the place in the standings, no prize. */
export const rankWords = ({ place }: Pick<ContestAward, 'place'>): string => RANKS[place] ?? `Hạng ${place}`;

export const englishRank = ({ place }: Pick<ContestAward, 'place'>): string =>
  ENGLISH_RANKS[place] ?? `Place ${place}`;

/** “hạng 1 trên 2.345 bài dự thi, đồng hạng”. */
export function standingWords({ place, of, kind, tied }: ContestAward): string {
  const counted = kind === undefined ? 'bài dự thi' : (KINDS[kind] ?? 'đơn vị');
  return `hạng ${place} trên ${NUMBER.format(of)} ${counted}${tied ? ', đồng hạng' : ''}`;
}
