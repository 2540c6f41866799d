import { standingWords } from '../award/award-words.js';
import type { PaperFacts } from '../certificate/paper-facts.js';

/** What a badge says in words, in Vietnamese like the paper whoever looks at it. `type` is a term of Open Badges 3.0. */
export interface AchievementWords {
  type: 'Certificate' | 'CertificateOfCompletion' | 'Award';
  description: string;
  criteria: string;
  caption: string;
}

const TRIAL = 'Bản thử, chưa có giá trị pháp lý. ';

export function achievementWords({ title, course, study, award, trial }: PaperFacts): AchievementWords {
  const before = trial ? TRIAL : '';
  if (award)
    return {
      type: 'Award',
      description: `${before}${study.result} cuộc thi “${course.name}”: ${award.round}, ${standingWords(award)}.`,
      criteria: 'Xếp theo bảng xếp hạng đã công bố của cuộc thi, theo thể lệ của cuộc thi.',
      caption: `Huy hiệu cuộc thi “${course.name}”`,
    };
  const periods = study.periods ? `, ${study.periods} tiết` : '';
  return {
    type: title === 'authorised-certificate' ? 'Certificate' : 'CertificateOfCompletion',
    description: `${before}Hoàn thành khóa học “${course.name}”${periods}.`,
    criteria: 'Học hết các bài của khóa học và đạt bài kiểm tra cuối khóa theo quy định của lớp.',
    caption: `Huy hiệu hoàn thành khóa học “${course.name}”`,
  };
}
