import type { AnswerSender } from './_answer-sender.js';

/** What is kept here goes first; then the server checks the question of a practice and shows the page anew. */
export async function checkQuestion(
  form: HTMLFormElement,
  button: HTMLButtonElement,
  keepTyped: () => Promise<void> | undefined,
  sender: AnswerSender,
): Promise<void> {
  await keepTyped();
  if (!(await sender.flush())) return;
  if (button.name) {
    const asked = document.createElement('input');
    Object.assign(asked, { type: 'hidden', name: button.name, value: button.value });
    form.append(asked);
  }
  form.action = button.formAction;
  form.submit();
}
