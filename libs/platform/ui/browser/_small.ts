/** Small comforts that need a line or two each; every page works without them. */

export function focusErrors(root: ParentNode): void {
  root.querySelector<HTMLElement>('[data-focus]')?.focus();
}

/** Buttons that copy `data-copy`; they appear only where the browser can copy. */
export function enhanceCopy(root: ParentNode): void {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset['copy'] ?? '');
      const text = button.querySelector('span');
      if (text && button.dataset['copied']) text.textContent = button.dataset['copied'];
    });
  }
}

export function enhancePrint(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}

/** A slow network must not send a form twice: the pressed button says what is happening. */
export function guardDoubleSubmit(): void {
  document.addEventListener('submit', (event) => {
    const button = (event as SubmitEvent).submitter;
    if (event.defaultPrevented || !button?.dataset['busyLabel']) return;
    const text = button.querySelector('span');
    if (text) text.textContent = button.dataset['busyLabel'];
    button.setAttribute('aria-busy', 'true');
    // After this tick, so that the button's own value is still sent.
    setTimeout(() => button.setAttribute('disabled', ''));
  });
  // Coming back with the browser's Back button shows the page as it was left.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const button of document.querySelectorAll('[aria-busy="true"]')) {
      button.removeAttribute('aria-busy');
      button.removeAttribute('disabled');
    }
  });
}

/** Menus close on Escape and on a press outside. */
export function closeMenus(): void {
  const opened = () => document.querySelectorAll<HTMLDetailsElement>('details.menu[open]');
  document.addEventListener('click', (event) => {
    for (const menu of opened()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of opened()) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
}

/** `[data-check-all="name"]` ticks every box of that name and shows the mixed state; `[data-checked-count]` counts. */
export function enhanceCheckAll(root: ParentNode): void {
  for (const all of root.querySelectorAll<HTMLInputElement>('[data-check-all]')) {
    const form = all.form ?? document;
    const boxes = () =>
      [...form.querySelectorAll<HTMLInputElement>(`input[name="${all.dataset['checkAll']}"]`)].filter(
        (box) => box !== all,
      );
    const update = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
      for (const count of form.querySelectorAll('[data-checked-count]')) count.textContent = String(ticked);
    };
    all.hidden = false;
    all.addEventListener('change', () => {
      for (const box of boxes()) box.checked = all.checked;
      update();
    });
    form.addEventListener('change', update);
    update();
  }
}

export function enhanceFileDrops(root: ParentNode): void {
  for (const zone of root.querySelectorAll<HTMLElement>('[data-file-drop]')) {
    const input = zone.querySelector<HTMLInputElement>('input[type="file"]');
    if (!input) continue;
    // The browser's own file button speaks the browser's language; ours speaks the page's.
    zone.classList.add('is-ready');
    const chosen = zone.querySelector('[data-file-name]');
    input.addEventListener('change', () => {
      const names = [...(input.files ?? [])].map((file) => file.name).join(', ');
      if (chosen && names) chosen.textContent = names;
    });
    const mark = (over: boolean) => (event: Event) => {
      event.preventDefault();
      zone.classList.toggle('is-over', over);
    };
    zone.addEventListener('dragover', mark(true));
    zone.addEventListener('dragleave', mark(false));
    zone.addEventListener('drop', (event) => {
      mark(false)(event);
      if (event.dataTransfer?.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
    });
  }
}
