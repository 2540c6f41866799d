/** The HTML of a lesson in reading order, with its exercise apart; safe HTML in, safe HTML out. */
export interface LessonParts {
  before: string;
  /** The section under the heading “Thực hành”, without the heading; null when there is none. */
  exercise: string | null;
  after: string;
}

const HEADING = /<h2[^>]*>\s*Thực hành\s*<\/h2>/;
const NESTING = ['aside', 'blockquote', 'ul', 'ol', 'table', 'div', 'figure'];

/** Cuts only between top-level elements: a heading inside something else leaves the lesson whole. */
export function partsOf(html: string): LessonParts {
  const whole = { before: html, exercise: null, after: '' };
  const heading = HEADING.exec(html);
  if (!heading) return whole;
  const before = html.slice(0, heading.index);
  const rest = html.slice(heading.index + heading[0].length);
  const end = rest.search(/<h2[\s>]/);
  const exercise = end < 0 ? rest : rest.slice(0, end);
  if (!isBalanced(before) || !isBalanced(exercise)) return whole;
  return { before, exercise, after: end < 0 ? '' : rest.slice(end) };
}

function isBalanced(html: string): boolean {
  return NESTING.every((tag) => {
    const opened = html.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length ?? 0;
    return opened === html.split(`</${tag}>`).length - 1;
  });
}
