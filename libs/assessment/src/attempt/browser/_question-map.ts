/** Keeps the numbered map in step with what the learner does on this page. */
export class QuestionMap {
  private readonly cells = new Map<number, HTMLElement>();
  private readonly flag: Element | null;

  constructor(
    private readonly map: HTMLElement,
    private readonly words: DOMStringMap,
  ) {
    for (const cell of map.querySelectorAll<HTMLElement>('[data-question]'))
      this.cells.set(Number(cell.dataset['question']), cell);
    // The legend draws each mark once: its flag is the pattern for the cells.
    this.flag = map.querySelector('.qlegend .qcell-flag');
  }

  get size(): number {
    return this.cells.size;
  }

  answered(position: number, answered: boolean): void {
    const cell = this.cells.get(position);
    if (!cell) return;
    cell.classList.toggle('is-answered', answered);
    const state = cell.querySelector('[data-question-state]');
    const word = answered ? this.words['textAnswered'] : this.words['textUnanswered'];
    if (state) state.textContent = `, ${word}`;
    this.count();
  }

  flagged(position: number, flagged: boolean): void {
    const cell = this.cells.get(position);
    if (!cell || !this.flag) return;
    cell.querySelector('.qcell-flag')?.remove();
    if (flagged) {
      const mark = document.createElement('span');
      mark.className = 'qcell-flag';
      mark.append(...[...this.flag.childNodes].map((node) => node.cloneNode(true)));
      const word = document.createElement('span');
      word.className = 'sr-only';
      word.textContent = `, ${this.words['textFlagged']}`;
      mark.append(word);
      cell.append(mark);
    }
    this.count();
  }

  isFlagged(position: number): boolean {
    return Boolean(this.cells.get(position)?.querySelector('.qcell-flag'));
  }

  current(position: number): void {
    for (const [number, cell] of this.cells) {
      cell.classList.toggle('is-current', number === position);
      if (number === position) cell.setAttribute('aria-current', 'step');
      else cell.removeAttribute('aria-current');
    }
  }

  private count(): void {
    const cells = [...this.cells.values()];
    const answered = cells.filter((cell) => cell.classList.contains('is-answered')).length;
    const flagged = cells.filter((cell) => cell.querySelector('.qcell-flag')).length;
    const figures = [answered, cells.length - answered, flagged];
    this.map.querySelectorAll('.qlegend > li').forEach((line, index) => {
      const figure = figures[index];
      const text = line.lastChild;
      if (figure !== undefined && text)
        text.textContent = (text.textContent ?? '').replace(/\d+/, `${figure}`);
    });
    const head = this.map.querySelector('.section-head .muted');
    if (head) head.textContent = (head.textContent ?? '').replace(/\d+/, `${answered}`);
  }
}
