const YEAR = 365 * 24 * 3600;
const TO_LIGHT = { icon: 'sun' };
const TO_DARK = { icon: 'moon' };

/** Light or dark by choice instead of by the system; kept in a cookie so that the server sends it right at once. */
export function enhanceThemeSwitches(root: ParentNode): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () =>
    (document.documentElement.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const switches = [...root.querySelectorAll<HTMLButtonElement>('[data-theme-switch]')];
  const label = () => {
    for (const button of switches) {
      const text = button.querySelector('span');
      if (text) text.textContent = (isDark() ? button.dataset['toLight'] : button.dataset['toDark']) ?? '';
      button.querySelector('use')?.setAttribute('href', iconOf(button, (isDark() ? TO_LIGHT : TO_DARK).icon));
      button.hidden = false;
    }
  };
  for (const button of switches) {
    button.addEventListener('click', () => {
      const theme = isDark() ? 'light' : 'dark';
      document.documentElement.dataset['theme'] = theme;
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
      document.cookie = `theme=${theme};path=/;max-age=${YEAR};samesite=lax`;
      label();
    });
  }
  label();
}

function iconOf(button: HTMLElement, name: string): string {
  return (button.querySelector('use')?.getAttribute('href') ?? '').replace(/#.*$/, `#${name}`);
}
