import { ItemRefused, type OutgoingQuestion } from '../item.js';
import { categoryPairs, pairsOf, sharesOf, tagOfType } from '../moodle-rules.js';
import { tagsFor } from '../settings-tags.js';
import { escaped, escapedTag } from './gift-text.js';

interface Option {
  text: string;
  correct: boolean;
  feedback?: string;
}
interface Accepted {
  text: string;
  value: string;
  tolerance?: string;
  percent?: number;
  feedback?: string;
}

/** One question as GIFT; its code and tags stand in a comment, where Moodle looks for them too. */
export function writeGift(question: OutgoingQuestion): string {
  const answers = answersOf(question);
  const general = question.explanation ? ` ####${escaped(question.explanation)}` : '';
  const marks = [
    `[id:${escapedTag(question.externalId)}]`,
    ...[...tagsFor(question), ...tagOfType(question.type)].map((tag) => `[tag:${escapedTag(tag)}]`),
  ];
  const lines = [
    `// ${marks.join(' ')}`,
    `::${escaped(question.externalId)}::[plain]${escaped(question.stem)} {`,
    ...answers.map((answer) => `  ${answer}`),
  ];
  return `${lines.join('\n')}${general}\n}`;
}

function answersOf({ type, body }: OutgoingQuestion): string[] {
  switch (type) {
    case 'true-false':
      return [(body as { answer: boolean }).answer ? 'TRUE' : 'FALSE'];
    case 'single':
      return (body as { options: Option[] }).options.map(
        ({ text, correct, feedback }) =>
          `${correct ? '=' : '~'}${textOf(text, correct ? 100 : 0)}${feedbackOf(feedback)}`,
      );
    case 'multiple': {
      const { options } = body as { options: Option[] };
      const shares = sharesOf(options);
      return options.map(
        ({ text, feedback }, index) => `~%${shares[index]}%${escaped(text)}${feedbackOf(feedback)}`,
      );
    }
    case 'short-answer':
      return (body as { accepted: Accepted[] }).accepted.map(({ text, percent, feedback }) => {
        if (text.includes('->')) throw new ItemRefused('format-lacks-text', { text });
        return `=%${percent ?? 100}%${escaped(text.replaceAll('*', '\\*'))}${feedbackOf(feedback)}`;
      });
    case 'numeric': {
      const { accepted, unit } = body as { accepted: Accepted[]; unit?: object };
      if (unit) throw new ItemRefused('format-lacks-unit');
      const numbers = accepted.map(
        ({ value, tolerance, percent, feedback }) =>
          `=%${percent ?? 100}%${value}:${tolerance ?? 0}${feedbackOf(feedback)}`,
      );
      return ['#', ...numbers];
    }
    case 'matching':
    case 'categorise': {
      const pairs =
        type === 'categorise'
          ? categoryPairs(body as Parameters<typeof categoryPairs>[0])
          : pairsOf(body as Parameters<typeof pairsOf>[0]);
      return pairs.map(({ text, match }) => {
        if (text.includes('->')) throw new ItemRefused('format-lacks-text', { text });
        return `=${textOf(text, 100)} -> ${escaped(match)}`;
      });
    }
    default:
      throw new ItemRefused('format-lacks-type');
  }
}

/** «50% người dân» must not be taken for a share. */
const textOf = (text: string, percent: number) =>
  /^%-?\d/.test(text) ? `%${percent}%${escaped(text)}` : escaped(text);
const feedbackOf = (feedback: string | undefined) => (feedback ? `#${escaped(feedback)}` : '');
