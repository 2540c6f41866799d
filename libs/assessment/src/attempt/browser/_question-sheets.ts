import type { Change } from './_answer-store.js';

interface Sheet {
  card: Element;
  bar: Element;
}

/** All questions of the attempt as the server drew them, so that going on needs no connection. */
export class QuestionSheets {
  private readonly sheets = new Map<number, Sheet>();

  constructor(private readonly shown: Sheet) {
    this.sheets.set(positionOf(shown.card), { ...shown });
  }

  /** Fetches the rest; the question on screen stays as the learner has it. */
  async load(url: string): Promise<void> {
    const response = await fetch(url, { headers: { accept: 'text/html' } });
    if (!response.ok || response.redirected) return;
    const paper = document.createElement('template');
    paper.innerHTML = await response.text();
    for (const sheet of paper.content.querySelectorAll('[data-question-sheet]')) {
      const card = sheet.querySelector('[data-card]');
      const bar = sheet.querySelector('[data-bar]');
      if (card && bar && !this.sheets.has(positionOf(card))) this.sheets.set(positionOf(card), { card, bar });
    }
  }

  get position(): number {
    return positionOf(this.shown.card);
  }

  has(position: number): boolean {
    return this.sheets.has(position);
  }

  show(position: number): void {
    const sheet = this.sheets.get(position);
    if (!sheet) return;
    this.shown.card.replaceWith(sheet.card);
    this.shown.bar.replaceWith(sheet.bar);
    Object.assign(this.shown, sheet);
  }

  /** What the learner has chosen at a question. */
  answer(position: number): string[] {
    return [...this.inputs(position)].filter((input) => input.checked).map((input) => input.value);
  }

  /** Shows a change that the server does not know yet. */
  apply({ position, answer, flagged }: Change): void {
    if (answer) for (const input of this.inputs(position)) input.checked = answer.includes(input.value);
    if (flagged !== undefined) this.flag(position, flagged);
  }

  flag(position: number, flagged: boolean): void {
    const sheet = this.sheets.get(position);
    if (!sheet) return;
    for (const part of [sheet.card, sheet.bar]) {
      for (const button of part.querySelectorAll<HTMLButtonElement>('button[name="flag"]'))
        (button.closest<HTMLElement>('[data-flag]') ?? button).hidden = (button.value === 'on') === flagged;
    }
  }

  private inputs(position: number): Iterable<HTMLInputElement> {
    return this.sheets.get(position)?.card.querySelectorAll<HTMLInputElement>('input[name="answer"]') ?? [];
  }
}

const positionOf = (card: Element): number => Number((card as HTMLElement).dataset['card']);
