import type { Change } from './_answer-store.js';

/** All questions of the attempt as the server drew them, so that going on needs no connection. */
export class QuestionSheets {
  private readonly sheets = new Map<number, HTMLElement>();
  private shown: HTMLElement;
  private readonly total: number;

  constructor(
    private readonly form: HTMLFormElement,
    sheet: HTMLElement,
    total: number,
  ) {
    this.shown = sheet;
    this.total = total;
    this.sheets.set(positionOf(sheet), sheet);
  }

  /** Fetches the rest; the question on screen stays as the learner has it. */
  async load(url: string): Promise<void> {
    const response = await fetch(url, { headers: { accept: 'text/html' } });
    if (!response.ok || response.redirected) return;
    const paper = document.createElement('template');
    paper.innerHTML = await response.text();
    for (const sheet of paper.content.querySelectorAll<HTMLElement>('[data-sheet]'))
      if (!this.sheets.has(positionOf(sheet))) this.sheets.set(positionOf(sheet), sheet);
  }

  get position(): number {
    return positionOf(this.shown);
  }

  has(position: number): boolean {
    return this.sheets.has(position);
  }

  /** Puts a question on screen, with the buttons that lead on from it. */
  show(position: number, flagged: boolean): void {
    const sheet = this.sheets.get(position);
    if (!sheet) return;
    this.shown.replaceWith(sheet);
    this.shown = sheet;
    const last = position === this.total;
    const asked = this.form.elements.namedItem('question') as HTMLInputElement;
    asked.value = `${position}`;
    const enter = this.form.querySelector<HTMLButtonElement>('[data-enter]');
    if (enter) enter.value = last ? 'summary' : `${position + 1}`;
    step('previous', position === 1, position - 1);
    step('next', last, position + 1);
    step('summary', !last);
    this.flag(flagged);
  }

  /** What the learner has chosen at a question. */
  answer(position: number): string[] {
    return [...this.inputs(position)].filter((input) => input.checked).map((input) => input.value);
  }

  /** Shows an answer that the server does not know yet. */
  apply({ position, answer }: Change): void {
    if (answer) for (const input of this.inputs(position)) input.checked = answer.includes(input.value);
  }

  /** The flag button of the question on screen. */
  flag(flagged: boolean): void {
    for (const button of document.querySelectorAll<HTMLElement>('[data-flag]'))
      button.hidden = (button.dataset['flag'] === 'on') === flagged;
  }

  private inputs(position: number): Iterable<HTMLInputElement> {
    return this.sheets.get(position)?.querySelectorAll<HTMLInputElement>('input[name="answer"]') ?? [];
  }
}

const positionOf = (sheet: HTMLElement): number => Number(sheet.dataset['sheet']);

function step(name: string, hidden: boolean, target?: number): void {
  for (const place of document.querySelectorAll<HTMLElement>(`[data-step="${name}"]`)) {
    place.hidden = hidden;
    const button = place.querySelector('button');
    if (!button || target === undefined || hidden) continue;
    button.value = `${target}`;
    const words = (pattern: string | undefined) => (pattern ?? '').replace('{number}', `${target}`);
    const label = button.querySelector('span');
    if (label) label.textContent = words(button.dataset['label']);
    if (button.dataset['ariaLabel']) button.setAttribute('aria-label', words(button.dataset['ariaLabel']));
  }
}
