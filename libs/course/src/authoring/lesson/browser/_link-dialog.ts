import type { Editor } from '@tiptap/core';
import type { EditorWords } from './_words.js';

/** Asks for an address; an empty one takes the link away. What the server would refuse is not set. */
export function askForLink(editor: Editor, words: EditorWords): void {
  const before = String(editor.getAttributes('link')['href'] ?? '');
  const dialog = document.createElement('dialog');
  dialog.className = 'card editor-dialog';
  const form = document.createElement('form');
  form.method = 'dialog';
  form.className = 'stack';
  const label = document.createElement('label');
  label.textContent = words['linkAsk'] ?? '';
  const input = document.createElement('input');
  input.className = 'input';
  input.type = 'text';
  input.inputMode = 'url';
  input.value = before;
  label.append(input);
  const actions = document.createElement('p');
  actions.className = 'actions';
  const button = (text: string, value: string, look: string) => {
    const made = document.createElement('button');
    made.className = `btn ${look}`;
    made.value = value;
    made.textContent = text;
    actions.append(made);
  };
  button(words['linkSet'] ?? '', 'set', 'btn-primary');
  button(words['linkCancel'] ?? '', 'cancel', 'btn-quiet');
  form.append(label, actions);
  dialog.append(form);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    const chain = editor.chain().focus().extendMarkRange('link');
    if (dialog.returnValue !== 'set') editor.commands.focus();
    else if (input.value.trim() === '') chain.unsetLink().run();
    else chain.setLink({ href: addressOf(input.value.trim()) }).run();
  });
  dialog.showModal();
}

const addressOf = (text: string): string =>
  /^(https?:|mailto:|tel:|\/|#)/i.test(text) ? text : `https://${text}`;
