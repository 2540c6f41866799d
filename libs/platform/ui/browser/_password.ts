const ACCENTED =
  /[\u00c0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]|\p{Mn}/u;

/** True when a password holds letters that only a Vietnamese keyboard makes: the commonest failed sign-in. */
export const typedWithVietnameseKeyboard = (text: string): boolean => ACCENTED.test(text.normalize('NFC'));

/** Show button, and warnings for a Vietnamese keyboard or Caps Lock, on every `[data-password]`. */
export function enhancePasswords(root: ParentNode): void {
  for (const row of root.querySelectorAll<HTMLElement>('[data-password]:not([data-ready])')) {
    row.dataset['ready'] = '';
    const input = row.querySelector('input');
    const button = row.querySelector<HTMLButtonElement>('[data-password-show]');
    if (!input || !button) continue;
    const field = row.parentElement;
    const keyboard = field?.querySelector<HTMLElement>('[data-password-warning]');
    const capsLock = field?.querySelector<HTMLElement>('[data-capslock-warning]');
    const label = button.querySelector('span');
    const words = { show: label?.textContent ?? '', hide: button.dataset['hideLabel'] ?? '' };
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = input.type === 'password';
      input.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
      if (label) label.textContent = shown ? words.hide : words.show;
      input.focus();
    });
    input.addEventListener('input', () => {
      if (keyboard) keyboard.hidden = !typedWithVietnameseKeyboard(input.value);
    });
    input.addEventListener('keyup', (event) => {
      if (capsLock && event.getModifierState) capsLock.hidden = !event.getModifierState('CapsLock');
    });
  }
}
