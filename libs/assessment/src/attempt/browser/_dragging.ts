/**
 * Lets a mouse or a finger carry words to their places. The places are the form's own selects, which stay what the
 * keyboard uses and what is saved.
 */
export function enhanceDragging(root: HTMLElement): void {
  for (const group of root.querySelectorAll<HTMLElement>('[data-slots]')) {
    if (group.parentElement?.closest('[data-slots]') || group.querySelector(':scope > .tokens')) continue;
    const choices = [...(group.querySelector('select')?.options ?? [])].filter((option) => option.value);
    const tokens = document.createElement('div');
    tokens.className = 'tokens';
    // The selects say the same to those who do not see.
    tokens.setAttribute('aria-hidden', 'true');
    for (const choice of choices) tokens.append(tokenFor(choice, group));
    group.prepend(tokens);
  }
}

function tokenFor(choice: HTMLOptionElement, group: HTMLElement): HTMLElement {
  const token = document.createElement('span');
  token.className = 'token';
  token.textContent = choice.text;
  token.addEventListener('pointerdown', (down) => {
    if (down.button !== 0) return;
    down.preventDefault();
    carry(token, down, group, (select) => {
      select.value = choice.value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
  });
  return token;
}

function carry(
  token: HTMLElement,
  down: PointerEvent,
  group: HTMLElement,
  drop: (select: HTMLSelectElement) => void,
): void {
  const box = token.getBoundingClientRect();
  const lifted = token.cloneNode(true) as HTMLElement;
  lifted.classList.add('is-lifted');
  document.body.append(lifted);
  let over: Element | null = null;
  const move = (event: PointerEvent) => {
    lifted.style.left = `${box.left + event.clientX - down.clientX}px`;
    lifted.style.top = `${box.top + event.clientY - down.clientY}px`;
    over?.classList.remove('is-over');
    over = placeAt(event, group);
    over?.classList.add('is-over');
  };
  const end = (event: Event) => {
    for (const type of ['pointerup', 'pointercancel']) document.removeEventListener(type, end);
    document.removeEventListener('pointermove', move);
    lifted.remove();
    over?.classList.remove('is-over');
    const select = over && selectOf(over, group);
    if (select && event.type === 'pointerup') drop(select);
  };
  document.addEventListener('pointermove', move);
  for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, end);
  move(down);
}

/** A row, a gap or a place of the picture under the pointer. */
function placeAt(event: PointerEvent, group: HTMLElement): Element | null {
  const place =
    document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-slot], [data-slot-place]') ??
    null;
  return place && group.contains(place) ? place : null;
}

function selectOf(place: Element, group: HTMLElement): HTMLSelectElement | null {
  const id = place.getAttribute('data-slot-place');
  return id === null ? place.querySelector('select') : group.querySelector(`select[name$=".${id}"]`);
}
