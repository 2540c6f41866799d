import type { Change } from './_answer-store.js';

/** The questions of the attempt, or of its section, as the server drew them: going on needs no connection. */
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
    if (enter) enter.value = last ? onward() : `${position + 1}`;
    step('previous', position === 1, position - 1);
    step('next', last, position + 1);
    step('summary', !last);
    this.flag(flagged);
  }

  /** What the learner has answered at a question, as the form without scripts would say it. */
  answer(position: number): string[] {
    return [...this.controls(position)]
      .filter((control) => (isBox(control) ? control.checked : control.value.trim() !== ''))
      .map(entryOf);
  }

  /** Shows an answer that the server does not know yet. */
  apply({ position, answer }: Change): void {
    if (!answer) return;
    for (const control of this.controls(position)) {
      if (isBox(control)) control.checked = answer.includes(entryOf(control));
      else control.value = textFor(control, answer);
    }
  }

  /** The flag button of the question on screen. */
  flag(flagged: boolean): void {
    for (const button of document.querySelectorAll<HTMLElement>('[data-flag]'))
      button.hidden = (button.dataset['flag'] === 'on') === flagged;
  }

  private controls(position: number): Iterable<Control> {
    return this.sheets.get(position)?.querySelectorAll<Control>('[name="answer"], [name^="answer."]') ?? [];
  }
}

type Control = HTMLInputElement | HTMLSelectElement;

const isBox = (control: Control): control is HTMLInputElement =>
  control.type === 'radio' || control.type === 'checkbox';

/** `<part>=` of a control named `answer.<part>`. */
const leadOf = (control: Control): string =>
  control.name === 'answer' ? '' : `${control.name.slice('answer.'.length)}=`;

const entryOf = (control: Control): string => `${leadOf(control)}${control.value.trim()}`;

/** What an answer says for a control; a control without a part has the answer for itself. */
function textFor(control: Control, answer: string[]): string {
  const lead = leadOf(control);
  return answer.find((entry) => entry.startsWith(lead))?.slice(lead.length) ?? '';
}

/** Where the button behind the last question leads: to the summary, or to the next section. */
const onward = (): string =>
  document.querySelector<HTMLButtonElement>('[data-step="summary"] button')?.value ?? 'summary';

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
