export type SavedState = 'saved' | 'saving' | 'local' | 'unsaved';

const LOOK: Record<SavedState, { icon: string; tone: string }> = {
  saved: { icon: 'cloud-check', tone: 'tone-success' },
  saving: { icon: 'cloud-upload', tone: 'tone-info' },
  local: { icon: 'smartphone', tone: 'tone-lamp' },
  unsaved: { icon: 'cloud-off', tone: 'tone-danger' },
};

/** Shows one of the four honest states on a `[data-saved]` badge, with the time for “saved”. */
export function showSaved(badge: HTMLElement, state: SavedState, time = ''): void {
  badge.dataset['state'] = state;
  for (const { tone } of Object.values(LOOK)) badge.classList.remove(tone);
  badge.classList.add(LOOK[state].tone);
  const text = badge.querySelector('span');
  const words = badge.dataset[`text${state.charAt(0).toUpperCase()}${state.slice(1)}`] ?? '';
  if (text) text.textContent = state === 'saved' && time ? `${words} ${time}` : words;
  badge.querySelector('use')?.setAttribute('href', `${badge.dataset['icons']}#${LOOK[state].icon}`);
}

/** Other modules report with `document.dispatchEvent(new CustomEvent('saved', { detail: { state, time } }))`. */
export function listenForSaves(): void {
  document.addEventListener('saved', (event) => {
    const { state, time, target } = (
      event as CustomEvent<{ state: SavedState; time?: string; target?: string }>
    ).detail;
    for (const badge of document.querySelectorAll<HTMLElement>(target ?? '[data-saved]'))
      showSaved(badge, state, time);
  });
}
