/** Says when something is not saved yet, asks before leaving it behind, and saves on Ctrl+S. */
export function watchForm(form: HTMLFormElement): void {
  const state = form.querySelector<HTMLElement>('[data-lesson-state]');
  let unsaved = false;
  form.addEventListener('input', () => {
    unsaved = true;
    if (state?.dataset['unsaved']) state.textContent = state.dataset['unsaved'];
  });
  form.addEventListener('submit', () => {
    unsaved = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector<HTMLButtonElement>('.bottom-bar button[value="save"]'));
  });
}
